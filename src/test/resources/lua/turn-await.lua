#!lua
-- turn-await: makes an await due, or its reminder, as if it had been registered longer ago. What does not wait stays away.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  place, 'at' | 'remind', ms
--
-- Replies
--   done
--   unknown

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local place, part, millis = unpack(ARGV)

local known = redis.call('HGET', run_awaits_key(string.match(place, '^[^/]+')), place) or ''
local await = read_await(string.match(known, '^%d+ (%d+)') or '')
if not await then return { 'unknown' } end
await[part] = millis
write_await(await)
schedule_await(await)
return { 'done' }
