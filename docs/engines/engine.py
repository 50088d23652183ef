"""A flow engine in miniature: takes messages of the hand-off, does each once, reports, acknowledges.

    python3 engine.py worker-1 0      REDIS=127.0.0.1:6379 FLOWS=flow-a,flow-b CLAIM_MILLIS=60000

The second argument lists partitions, such as 0,1,2. It ends when the connection breaks: let a supervisor start it again.
"""
import os
import re
import socket
import sys

# The work and the note that it is done are one step: a crash between two would lose the one or repeat the other.
# With a database it is one transaction, and the message's id a unique key.
WORK = """
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', 864000) then return 0 end
return redis.call('RPUSH', KEYS[2], ARGV[1])"""

PREFIX = os.environ.get("PREFIX", "tg")
FLOWS = os.environ.get("FLOWS", "").split(",")
CLAIM_MILLIS = os.environ.get("CLAIM_MILLIS", "60000")


class Failed(Exception):
    pass


def work(keys, message):
    flow = message.get("flow", "")
    if message["type"] == "start-run" and flow not in FLOWS:
        raise Failed("nobody here knows the flow " + flow)
    data = redis("GET", message["dataRef"]) if "dataRef" in message else message.get("data")
    effect = " ".join([message["type"], message["id"], message["runId"], str(data)])
    redis("EVAL", WORK, "2", keys + "done:" + message["id"], keys + "runs", effect)
    print("did", message["type"], message["runId"], flush=True)


def handle(stream, entries):
    for entry, flat in entries:
        message = dict(zip(flat[::2], flat[1::2]))
        try:
            work("engine:%s:" % re.search(r"{\d+}", stream).group(), message)
        except Failed as why:  # not acknowledged: it comes again, in the end as a dead letter
            print("left %s: %s" % (message["id"], why), flush=True)
            continue
        if message["type"] != "remind-run":
            ended = "run-cancelled" if message["type"] == "cancel-run" else "run-completed"
            redis("XADD", PREFIX + ":{0}:signals", "*", "type", ended, "runId", message["runId"])
        redis("XACK", stream, "engines", entry)


def main(worker, partitions):
    cursors = {"%s:{%s}:handoff" % (PREFIX, partition): "0-0" for partition in partitions.split(",")}
    read = ["XREADGROUP", "GROUP", "engines", worker, "COUNT", "10", "BLOCK", "1000", "STREAMS"]
    while True:
        for stream in cursors:  # what a worker that died has left
            left = redis("XAUTOCLAIM", stream, "engines", worker, CLAIM_MILLIS, cursors[stream])
            cursors[stream] = left[0]
            handle(stream, left[1])
        for stream, entries in redis(*read, *cursors, *(">" for _ in cursors)) or []:
            handle(stream, entries)


# What follows speaks to Redis; the package redis does it better: passwords, TLS, Redis Cluster.
HOST, PORT = os.environ.get("REDIS", "127.0.0.1:6379").split(":")
SOCKET = socket.create_connection((HOST, int(PORT)))
REPLIES = SOCKET.makefile("rb")


def redis(*words):
    parts = [word.encode() for word in words]
    SOCKET.sendall(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts))
    return reply()


def reply():
    line = REPLIES.readline()
    if not line:
        raise ConnectionError("Redis hung up")
    kind, text = line[:1], line[1:].strip().decode()
    if kind == b"-":
        raise ConnectionError(text)
    if kind == b"$":
        return None if text == "-1" else REPLIES.read(int(text) + 2)[:-2].decode()
    if kind == b"*":
        return None if text == "-1" else [reply() for _ in range(int(text))]
    return text


main(*sys.argv[1:])
