#!lua
-- execute-pending: hands off starts of a firing that have waited for a person, those that still wait.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  most entries of a stream, most bytes of a stream, '1' when memory is past its watermark, firing id, by whom,
--       '1' when the data were changed, number of messages, the messages as they are taken
--
-- Replies
--   decided  flows that this call has started
--   late     decisions so far: none of them waits
--   gone     there is no such firing any more
--   backlog  stream
--   memory

-- @include rfc3339
-- @include append
-- @include messages
-- @include pending

most_entries, most_bytes, memory_is_low = take_number(), take_number(), take() == '1'
local firing = { id = take() }
local by, changed = take(), take()
read_pending(firing)
if not firing.exists then return { 'gone' } end

local messages = {}
for _ = 1, take_number() do
  local message = take_message()
  if waits(firing, message.flow) then messages[#messages + 1] = message end
end
if #messages == 0 then return { 'late', firing.decisions } end
local full = no_room_for(messages, {}, {})
if full then return { 'backlog', full } end
if memory_is_low then return { 'memory' } end

local reply = { 'decided' }
for _, message in ipairs(messages) do
  append(message)
end
for _, message in ipairs(messages) do
  decide(firing, message.flow, 'executed', changed, by)
  reply[#reply + 1] = message.flow
end
return reply
