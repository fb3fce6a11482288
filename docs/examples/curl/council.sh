#!/bin/sh
# Asks several models at once and takes the best answer: GYM_KEY=gym_… sh docs/examples/curl/council.sh
set -eu
curl --silent --show-error --fail-with-body "${GYM_URL:-http://localhost:3000}/api/v1/council" \
  -H "Authorization: Bearer $GYM_KEY" -H "Content-Type: application/json" \
  -d '{
    "task": "content_summarization",
    "input": "Shorten: the town closes its pool for a season, because the pipes of 1974 leak 40 cubic metres a day.",
    "method": "best_of"
  }'
