#!lua flags=allow-oom
-- discard-dead: throws one dead letter away, with its large payload.
--
-- KEYS  1 the dead letters   2 their count of bytes   3 what all keys of the partition start with
-- ARGV  id
--
-- Replies
--   done
--   gone

-- @include message

local dead, bytes_key, prefix = unpack(KEYS)
local entry = redis.call('XRANGE', dead, ARGV[1], ARGV[1])[1]
if not entry then return { 'gone' } end

local freed = message_size(entry[2], prefix)
local payload = payload_key(entry[2], prefix)
redis.call('XDEL', dead, ARGV[1])
if payload then redis.call('DEL', payload) end
subtract(bytes_key, freed)
return { 'done' }
