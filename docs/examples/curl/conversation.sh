#!/bin/sh
# The second turn of a conversation: GYM_KEY=gym_… sh docs/examples/curl/conversation.sh
set -eu
curl --silent --show-error --fail-with-body "${GYM_URL:-http://localhost:3000}/v1/chat/completions" \
  -H "Authorization: Bearer $GYM_KEY" -H "Content-Type: application/json" \
  -d '{
    "model": "task:conversation_response",
    "messages": [
      { "role": "user", "content": "Do you deliver to Norway?" },
      { "role": "assistant", "content": "Yes, we do." },
      { "role": "user", "content": "And how long does that take?" }
    ],
    "gym": { "sessionId": "example", "userRef": "customer-42" }
  }'
