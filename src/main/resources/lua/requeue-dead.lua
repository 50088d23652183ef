#!lua flags=allow-oom
-- requeue-dead: appends a dead letter to its stream again, as the message that it was, and takes it out of the dead
-- letters. Its large payload stays where it is and belongs to the new entry, with which trimming removes it.
--
-- KEYS  1 the dead letters   2 their count of bytes   3 the stream   4 its count of bytes
--       5 what all keys of the partition start with
-- ARGV  id
--
-- Replies
--   done  id of the new entry
--   gone

-- @include message

local dead, dead_bytes, stream, bytes_key, prefix = unpack(KEYS)
local entry = redis.call('XRANGE', dead, ARGV[1], ARGV[1])[1]
if not entry then return { 'gone' } end

local message = {}
for i = 1, #entry[2], 2 do
  if string.sub(entry[2][i], 1, 5) ~= 'dead.' then
    message[#message + 1] = entry[2][i]
    message[#message + 1] = entry[2][i + 1]
  end
end
local size = message_size(message, prefix)
redis.call('XLEN', stream)
local id = redis.call('XADD', stream, '*', unpack(message))
redis.call('INCRBY', bytes_key, size)
redis.call('XDEL', dead, ARGV[1])
subtract(dead_bytes, size)
return { 'done', id }
