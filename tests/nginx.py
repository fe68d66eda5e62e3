"""nginx with the configuration that ships, on this machine."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "conference" / "deployment" / "nginx.conf"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def shipped(folder, port, servers, writers=20, more=None):
    """The command that runs it at a port, in front of the servers at two ports, with its files in this folder.

    `writers` is how many posts a second one address may send: here all visitors have the same. `more` is what else
    is replaced.
    """
    text = OURS.read_text()
    here = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8001": f"127.0.0.1:{servers[0]}",
        "127.0.0.1:8002": f"127.0.0.1:{servers[1]}",
        "/var/cache/nginx/plenary": f"{folder}/cache",
        "/var/log/nginx/plenary.log": f"{folder}/access.log",
        "/srv/plenary/var/static": str(ROOT / "var" / "static"),
        "programme.example.org": "_",
        "rate=20r/s": f"rate={writers}r/s",
    }
    for words, instead in (here | (more or {})).items():
        assert words in text, words
        text = text.replace(words, instead, 1)
    paths = "".join(f"{each}_temp_path {folder}/{each};" for each in TEMPORARY)
    user = "user root;" if os.geteuid() == 0 else ""
    head = f"{user} daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/log crit; events {{ worker_connections 4096; }}"
    (folder / "nginx.conf").write_text(f"{head}\nhttp {{ {paths} include /etc/nginx/mime.types;\n{text} }}")
    return ["nginx", "-c", f"{folder}/nginx.conf", "-p", str(folder), "-e", f"{folder}/log"]
