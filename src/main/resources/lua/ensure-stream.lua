#!lua
-- ensure-stream: makes a hand-off stream and its consumer groups at id 0, where they are missing.
--
-- KEYS  1 the stream
-- ARGV  names of the groups
--
-- Replies
--   number of groups that were made

local there = {}
if redis.call('EXISTS', KEYS[1]) == 1 then
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    there[group[2]] = true
  end
end
local made = 0
for _, group in ipairs(ARGV) do
  if not there[group] then
    redis.call('XGROUP', 'CREATE', KEYS[1], group, '0', 'MKSTREAM')
    made = made + 1
  end
end
return made
