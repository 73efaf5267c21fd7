"""How gunicorn serves Trygglogg; read by `gunicorn wsgi:app` from this folder."""

import os

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"

# Two processes, so that one slow import or report never stands in every phone's way; threads,
# because a request mostly waits for the database.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
# The app is imported once and then shared, which halves the time until the first answer.
preload_app = True

# A push of 200 operations takes well under a second; half a minute means that something hangs.
timeout = 30
# On a stop, the pushes that are running get their answer; a phone would ask again, but needn't.
graceful_timeout = 15
keepalive = 5

# No other program steers it, so no socket for that is left in the home of whoever runs it.
control_socket_disable = True


def post_fork(server: object, worker: object) -> None:
    """Give each process connections of its own, should the import ever have opened one."""
    from server.db import db
    from wsgi import app

    with app.app_context():
        for engine in db.engines.values():
            engine.dispose(close=False)
