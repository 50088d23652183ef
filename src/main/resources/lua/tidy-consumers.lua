#!lua flags=allow-oom
-- tidy-consumers: forgets consumers of a group that have been silent for long and have nothing in hand.
--
-- KEYS  1 the stream
-- ARGV  group, silence in ms
--
-- Replies
--   number of consumers that were forgotten

local group, silence = unpack(ARGV)
local forgotten = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], group)) do
  local fields = {}
  for i = 1, #consumer, 2 do fields[consumer[i]] = consumer[i + 1] end
  -- Whoever has something pending must stay: with the consumer Redis would forget that too.
  if fields['pending'] == 0 and fields['idle'] > tonumber(silence) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], group, fields['name'])
    forgotten = forgotten + 1
  end
end
return forgotten
