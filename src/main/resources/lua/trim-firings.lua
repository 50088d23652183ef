#!lua flags=allow-oom
-- trim-firings: takes the oldest firings out of a trigger's log, those that are too old and those that make it too
-- large. What still waits for a person stays.
--
-- KEYS  1 the log   2 the trigger's state   3 what all keys of the partition start with
-- ARGV  how long firings are kept in ms, most bytes, most entries to look at, id to start from ('-' for the oldest)
--
-- Replies
--   number of removed entries, id to go on from: '' when there is nothing more to do

local log, state, prefix = unpack(KEYS)
local kept, most_bytes, most_entries, start = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]

local time = redis.call('TIME')
local cutoff = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) - kept
local bytes = tonumber(redis.call('HGET', state, 'bytes') or '0') or 0

local function has_to_go(entry)
  return tonumber(string.match(entry[1], '^%d+')) < cutoff or bytes > most_bytes
end

-- Most logs need nothing: one entry tells.
local oldest = redis.call('XRANGE', log, start, '+', 'COUNT', 1)
if #oldest == 0 or not has_to_go(oldest[1]) then return { 0, '' } end

local entries = redis.call('XRANGE', log, start, '+', 'COUNT', most_entries)
local gone, records, more = {}, {}, #entries == most_entries
for _, entry in ipairs(entries) do
  if not has_to_go(entry) then
    more = false
    break
  end
  local fields = {}
  for i = 1, #entry[2], 2 do fields[entry[2][i]] = entry[2][i + 1] end
  local id = fields['id'] or ''
  if redis.call('EXISTS', prefix .. 'pending:' .. id) == 0 then
    bytes = bytes - (tonumber(fields['size'] or '0') or 0)
    gone[#gone + 1] = entry[1]
    records[#records + 1] = prefix .. 'firing:' .. id
  end
end

if #gone > 0 then
  redis.call('UNLINK', unpack(records))
  redis.call('XDEL', log, unpack(gone))
  if redis.call('HEXISTS', state, 'bytes') == 1 then
    redis.call('HSET', state, 'bytes', string.format('%.0f', math.max(0, bytes)))
  end
end
return { #gone, more and '(' .. entries[#entries][1] or '' }
