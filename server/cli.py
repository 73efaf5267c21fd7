"""Commands an operator runs: `flask demo load`, `flask progress rebuild`, …"""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from server.clock import utc_now
from server.db import transaction
from server.demo.service.accounts import demo_password, list_accounts
from server.demo.service.load import NotADemo, load_demo

demo = AppGroup("demo", help="The example data that a demo installation shows.")


def register(app: Flask) -> None:
    """Add every command group to the app."""
    app.cli.add_command(demo)


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
