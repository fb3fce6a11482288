"""Asks several models at once and shows who said what: GYM_KEY=gym_… python3 docs/examples/python/council.py"""

from gym import post

answer = post(
    "/api/v1/council",
    {
        "task": "content_summarization",
        "input": "Shorten: the town closes its pool for a season, because the pipes of 1974 leak 40 cubic metres a day.",
        "method": "best_of",
    },
)["data"]
print(answer["output"])
print("Why:", answer["council"]["reason"])
for member in answer["council"]["members"]:
    print("*" if member["isTaken"] else " ", member["model"], member["status"], member["costUsd"])
