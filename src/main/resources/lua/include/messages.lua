-- How scripts take their arguments, with the messages among them, and whether a stream has room for these. Needs append.

local position = 0

local function take()
  position = position + 1
  return ARGV[position]
end

local function take_number()
  return tonumber(take())
end

local function take_list(count)
  local list = {}
  for i = 1, count do
    list[i] = take()
  end
  return list
end

-- INCRBY's idea of a number, so that what is written later cannot fail there.
local function expect_whole_number(key, value)
  if not string.match(value, '^%-?%d+$') or string.format('%.0f', tonumber(value)) ~= value then
    error({ err = 'ERR Expected a whole number in ' .. key .. ', but it holds something else' })
  end
  return tonumber(value)
end

local function read_whole_number(key)
  return expect_whole_number(key, redis.call('GET', key) or '0')
end

-- Entries of a stream; who once appended at the last possible time has left no ids for others.
local function read_length(key)
  local length = redis.call('XLEN', key)
  if length > 0 and #redis.call('XRANGE', key, '18446744073709551615', '+', 'COUNT', 1) > 0 then
    error({ err = 'ERR Expected room for another id in ' .. key .. ', but it has the last one' })
  end
  return length
end

local most_entries, most_bytes, memory_is_low

local function take_message()
  local message = { flow = take(), stream = take(), payload_key = take(), payload = take(), size = take_number() }
  message.fields = take_list(take_number())
  return message
end

-- The stream that these messages would take over its bound; adds them to what has been counted so far.
local function no_room_for(messages, entries, bytes)
  for _, message in ipairs(messages) do
    local stream = message.stream
    if not entries[stream] then
      entries[stream] = read_length(stream_key(stream))
      bytes[stream] = read_whole_number(bytes_key(stream))
    end
    entries[stream] = entries[stream] + 1
    bytes[stream] = bytes[stream] + message.size
    if entries[stream] > most_entries or bytes[stream] > most_bytes then return stream end
  end
end
