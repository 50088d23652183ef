#!lua flags=no-writes
-- inspect-stream: what a hand-off stream holds, and how far its consumer groups are.
--
-- KEYS  1 the stream   2 its count of bytes   3 its dead letters
--
-- Replies
--   time in ms, number of entries, bytes, number of dead letters, then for each group a list:
--     name, number of unread entries, '1' if that is exact, number of pending ones,
--     id of the oldest entry that is not acknowledged ('' for none), then for each consumer:
--       name, number of pending entries, time in ms since it last read

-- @include safe-point
-- @include unread

local stream, bytes_key, dead = unpack(KEYS)

-- Pending entries that somebody has deleted are no entries any more.
local function oldest_pending(group)
  local from, page = '-', 20
  for turn = 1, 5 do
    local pending = redis.call('XPENDING', stream, group, from, '+', page)
    for _, entry in ipairs(pending) do
      if #redis.call('XRANGE', stream, entry[1], entry[1]) == 1 then return entry[1] end
    end
    if #pending < page then return nil end
    from = '(' .. pending[#pending][1]
  end
  return nil
end

local function oldest_of(group, last_delivered)
  local next = redis.call('XRANGE', stream, '(' .. last_delivered, '+', 'COUNT', 1)[1]
  return oldest_pending(group) or (next and next[1]) or ''
end

local time = redis.call('TIME')
local reply = {
  string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)),
  redis.call('XLEN', stream), redis.call('GET', bytes_key) or '0', redis.call('XLEN', dead),
}
if redis.call('EXISTS', stream) == 0 then return reply end
for _, raw in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local group = as_table(raw)
  local last_delivered = group['last-delivered-id']
  local lag, exact = unread(stream, reply[2], last_delivered, group['lag'] or nil)
  local line = { group['name'], lag, exact and '1' or '0', group['pending'], oldest_of(group['name'], last_delivered) }
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group['name'])) do
    local known = as_table(consumer)
    line[#line + 1] = known['name']
    line[#line + 1] = known['pending']
    line[#line + 1] = known['idle']
  end
  reply[#reply + 1] = line
end
return reply
