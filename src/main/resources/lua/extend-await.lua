#!lua flags=allow-oom
-- extend-await: lets an await wait until another time, counted from now: its deadline, or the time that it waits for.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  place, generation, ms from now
--
-- Replies
--   extended  deadline in ms
--   late      what became of it
--   unknown   nothing waits there

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local place, generation, timeout = unpack(ARGV)

local await = read_await(generation)
if not await then
  local ended = redis.call('GET', prefix .. 'awaited:' .. place)
  return ended and { 'late', ended } or { 'unknown' }
end
await.at = string.format('%.0f', tonumber(now_ms) + tonumber(timeout))
write_await(await)
schedule_await(await)
return { 'extended', await.at }
