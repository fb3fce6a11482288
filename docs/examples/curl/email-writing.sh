#!/bin/sh
# Writes an e-mail as a stream of events: GYM_KEY=gym_… sh docs/examples/curl/email-writing.sh
set -eu
curl --silent --show-error --fail-with-body "${GYM_URL:-http://localhost:3000}/v1/chat/completions" \
  -H "Authorization: Bearer $GYM_KEY" -H "Content-Type: application/json" \
  -d '{
    "model": "task:email_writing",
    "stream": true,
    "messages": [{ "role": "user", "content": "Tell Ms Chen that her order 4711 arrives two days late." }]
  }'
