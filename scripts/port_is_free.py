"""Exit 0 if HOST PORT can be listened on, else say how to choose another."""

import socket
import sys


def main(host: str, port: str) -> int:
    """Give the exit code; the attempt is what the server makes a moment later."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as problem:
            print(
                f"\nCannot listen on {host}:{port}: {problem.strerror}."
                "\nIs Trygglogg running already? Another port: make run PORT=8001.",
                file=sys.stderr,
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
