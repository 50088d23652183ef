#!lua flags=allow-oom
-- resolve-await: ends an await that waits, with the outcome that the caller brings. Bounds of the stream do not hold:
-- who waits has been let in.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  place, generation, outcome, data, meta, firing id, traceparent, by whom or what, most bytes of data
--       within a message
--
-- Replies
--   ended    time in ms, generation, path, '1' when nothing of it is left elsewhere
--   late     what became of it before
--   unknown  nothing waits there, or another await

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local place, generation, outcome, data, meta, firing, traceparent, by, inline = unpack(ARGV)

local await = read_await(generation)
if not await then
  local ended = redis.call('GET', prefix .. 'awaited:' .. place)
  return ended and { 'late', ended } or { 'unknown' }
end
resolve_await(await, {
  outcome = outcome, data = data, meta = meta, firing = firing, traceparent = traceparent, by = by,
  inline = tonumber(inline),
})
return { 'ended', now_ms, generation, await.path, await.home == '1' and await.path == '' and '1' or '0' }
