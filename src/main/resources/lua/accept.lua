#!lua
-- accept: the one door. Stores the firings of an occurrence and appends their hand-off messages, all of them or none.
-- Occurrences that come at the same time are let in together, each as if it came alone.
--
-- KEYS  1  what all keys of the partition start with; every other key is made from it and shares its hash tag
-- ARGV  number of occurrences; then each as the door reads it
--
-- Replies, one for each occurrence
--   as the door gives them
--   error  the line of Redis, when something is wrong with what this occurrence touches; the others go on

-- @include rfc3339
-- @include append
-- @include messages
-- @include overlap
-- @include await-index
-- @include await
-- @include await-hits
-- @include door

local function let_in(firings)
  return refusal(firings) or store(firings)
end

local replies = {}
for i = 1, take_number() do
  local fine, reply = pcall(let_in, read_firings())
  replies[i] = fine and reply or { 'error', type(reply) == 'table' and reply.err or tostring(reply) }
end
return replies
