#!lua flags=allow-oom
-- dead-letter: sets aside what a group was handed too often without acknowledging it, for this group only.
--
-- Looks at one page of what is pending. Only what nobody has touched for a while counts, so that a consumer that works
-- on its last delivery right now keeps it. Pending entries that somebody has deleted from the stream are let go.
--
-- KEYS  1 the stream   2 its dead letters   3 their count of bytes   4 what all keys of the partition start with
-- ARGV  group, most deliveries, idle time in ms, where the page starts, its size,
--       most dead letters, most bytes of dead letters
--
-- Replies
--   done  number of new dead letters, where the next page starts ('' after the last)
--   full  number of new dead letters: there is no room for more, and what is left stays with the group
--   gone  there is no such group

-- @include message
-- @include rfc3339

local stream, dead, bytes_key, prefix = unpack(KEYS)
local group, most_deliveries, idle, start, size, most_entries, most_bytes = unpack(ARGV)

local page = redis.pcall('XPENDING', stream, group, 'IDLE', idle, start, '+', size)
if page.err then
  if string.find(page.err, 'NOGROUP', 1, true) then return { 'gone' } end
  return page
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local entries = redis.call('XLEN', dead)
local bytes = tonumber(redis.call('GET', bytes_key) or '0')

-- The message with what is known of its end; its large payload under a name of its own.
local function letter(id, consumer, silence, deliveries, fields, payload)
  local delivered = now - silence
  local made = {
    'dead.group', group, 'dead.consumer', consumer, 'dead.deliveries', deliveries, 'dead.entryId', id,
    'dead.lastDelivered', rfc3339(math.floor(delivered / 1000), delivered % 1000),
  }
  local most_fields = 1000
  for i = 1, math.min(#fields, most_fields), 2 do
    if string.sub(fields[i], 1, 5) ~= 'dead.' then
      made[#made + 1] = fields[i]
      made[#made + 1] = fields[i] == 'dataRef' and payload or fields[i + 1]
    end
  end
  return made
end

local moved = 0
for _, pending in ipairs(page) do
  local id, consumer, silence, deliveries = unpack(pending)
  local entry = redis.call('XRANGE', stream, id, id)[1]
  if not entry then
    redis.call('XACK', stream, group, id)
  elseif deliveries > tonumber(most_deliveries) then
    local fields = entry[2]
    local taken = message_size(fields, prefix)
    if entries + 1 > tonumber(most_entries) or bytes + taken > tonumber(most_bytes) then return { 'full', moved } end
    local original = payload_key(fields, prefix)
    -- The group's length keeps names apart in which anything may stand.
    local payload = original and table.concat(
      { prefix .. 'payload:dead', #group, group, string.sub(stream, #prefix + 1), id }, ':')
    redis.call('XADD', dead, '*', unpack(letter(id, consumer, silence, deliveries, fields, payload)))
    if original then redis.call('COPY', original, payload, 'REPLACE') end
    redis.call('INCRBY', bytes_key, taken)
    redis.call('XACK', stream, group, id)
    entries, bytes, moved = entries + 1, bytes + taken, moved + 1
  end
end
return { 'done', moved, #page < tonumber(size) and '' or '(' .. page[#page][1] }
