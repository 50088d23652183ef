#!lua flags=allow-oom
-- remove-group: removes a consumer group from a hand-off stream, or says what that would mean.
--
-- KEYS  1 the stream
-- ARGV  group, '1' to say it only
--
-- Replies
--   done  number of entries that the group had not read, '1' if that is exact, number of those pending for it,
--         number of entries that trimming may remove from now on (counted up to 1,000)
--   gone  there is no such group

-- @include safe-point
-- @include unread

local stream = KEYS[1]
local name, only_say = unpack(ARGV)
if redis.call('EXISTS', stream) == 0 then return { 'gone' } end

local group
local others = {}
for _, raw in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local fields = as_table(raw)
  if fields['name'] == name then group = fields else others[#others + 1] = raw end
end
if not group then return { 'gone' } end

local lag, exact = unread(stream, redis.call('XLEN', stream), group['last-delivered-id'], group['lag'] or nil)
local safe = safe_point(stream, others)
-- Without any group nothing is trimmed.
local trimmable = safe and #redis.call('XRANGE', stream, '-', '(' .. safe, 'COUNT', 1000) or 0
if only_say ~= '1' then redis.call('XGROUP', 'DESTROY', stream, name) end
return { 'done', lag, exact and '1' or '0', group['pending'], trimmable }
