"""Commands an operator runs: `flask demo load`, `flask progress rebuild`, …"""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from server.clock import utc_now
from server.db import snapshot, transaction
from server.demo.service.accounts import demo_password, list_accounts
from server.demo.service.load import NotADemo, load_demo
from server.progress.queries.promises import list_municipality_codes
from server.progress.service.rebuild import rebuild_chunk, verify_chunk
from server.sync.service.installation import begin_epoch

demo = AppGroup("demo", help="The example data that a demo installation shows.")
installation = AppGroup("installation", help="This installation and its database.")
progress = AppGroup("progress", help="What entries contribute to promises, which is derived.")


def register(app: Flask) -> None:
    """Add every command group to the app."""
    app.cli.add_command(demo)
    app.cli.add_command(installation)
    app.cli.add_command(progress)


@demo.command("load")
def load_command() -> None:
    """Load the example data, unless they are there. Refuses a real installation."""
    extensions = current_app.extensions
    settings = extensions["trygglogg.settings"]
    if not settings.is_demo:
        raise click.ClickException("Set TRYGGLOGG_DEMO=1 to make this a demo installation.")
    try:
        with transaction() as session:
            is_new = load_demo(
                session,
                catalogue=extensions["trygglogg.catalogue"],
                password=demo_password(settings),
                now=utc_now(),
            )
    except NotADemo as error:
        raise click.ClickException(str(error)) from error
    click.echo("The example data are loaded." if is_new else "The example data are there.")


@demo.command("accounts")
def accounts_command() -> None:
    """Print the demo accounts and their common password."""
    password = demo_password(current_app.extensions["trygglogg.settings"])
    for email, display_name in list_accounts():
        click.echo(f"  {email:<26} {display_name}")
    click.echo(f"  Password for all of them: {password}")


@installation.command("restored")
def restored_command() -> None:
    """Tell that the database was restored from a copy: sign-ins end, phones send again.

    A start notices it by itself, unless the home folder was restored too or is another one.
    """
    with transaction() as session:
        epoch = begin_epoch(session)
    click.echo(f"The epoch is now {epoch}. Everyone signs in anew.")


@progress.command("rebuild")
@click.option("--municipality", "codes", multiple=True, help="Only this one; may be repeated.")
def rebuild_command(codes: tuple[str, ...]) -> None:
    """Make all stored contributions anew from the ledger, while pushes go on."""
    for code in _chosen(codes):
        count, after = 0, None
        while True:
            with transaction() as session:
                chunk = rebuild_chunk(session, code, after=after)
            if chunk is None:
                break
            count, after = count + chunk.activities, chunk.last_activity_id
        click.echo(f"{code}: {count} activities counted anew")


@progress.command("verify")
@click.option("--municipality", "codes", multiple=True, help="Only this one; may be repeated.")
def verify_command(codes: tuple[str, ...]) -> None:
    """Prove that what is stored is what counting gives; exits with 1 on a difference."""
    differences = 0
    for code in _chosen(codes):
        count, after = 0, None
        while True:
            with snapshot() as session:
                chunk = verify_chunk(session, code, after=after)
            if chunk is None:
                break
            count, after = count + chunk.activities, chunk.last_activity_id
            differences += len(chunk.differences)
            for difference in chunk.differences:
                click.echo(f"{code}: {difference}", err=True)
        click.echo(f"{code}: {count} activities verified")
    if differences:
        raise click.ClickException(f"{differences} contributions are not as they should be.")


def _chosen(codes: tuple[str, ...]) -> list[str]:
    """The municipalities named, or all of them; refuses one that is not there."""
    with snapshot() as session:
        known = list_municipality_codes(session)
    unknown = sorted(set(codes) - set(known))
    if unknown:
        raise click.ClickException(f"There is no municipality {unknown[0]}.")
    return list(codes) or known
