"""What the examples share: calls with nothing but the standard library."""

import json
import os
import urllib.error
import urllib.request

URL = os.environ.get("GYM_URL", "http://localhost:3000")
KEY = os.environ["GYM_KEY"]


def post(path, fields):
    """Sends JSON with the key and gives the answer's JSON. Ends with the server's own words when it refuses."""
    request = urllib.request.Request(
        f"{URL}{path}",
        data=json.dumps(fields).encode(),
        headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise SystemExit(json.load(error)["error"]["message"]) from error


def complete(task, messages, **fields):
    """Answers a conversation with the best model for the task. Returns the text and AI Gym's own fields."""
    answer = post("/v1/chat/completions", {"model": f"task:{task}", "messages": messages, **fields})
    return answer["choices"][0]["message"]["content"], answer["gym"]


def json_schema(name, properties):
    """`response_format` for an object of which every property is required."""
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}
