#!lua
-- count-firings: adds to what a trigger, and its partition as a whole, have fired, by hour and status. What is older
-- than the window is forgotten.
--
-- KEYS  1 the trigger's counts   2 the partition's counts   3 the trigger's state   4 the partition's triggers by when
--       they fired last
-- ARGV  hour (hours since 1970), hours in the window, when it fired last in ms ('0' for not), the trigger, then status
--       and number in turn
--
-- Replies
--   done
--   gone   the trigger is no more: only the partition has counted

local counts_of_trigger, counts_of_partition, state, fired = unpack(KEYS)
local hour, window, last, trigger = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4]

local function forget_older(counts)
  if hour <= tonumber(redis.call('HGET', counts, 'hour') or '0') then return end
  for _, field in ipairs(redis.call('HKEYS', counts)) do
    local counted = tonumber(string.match(field, '^(%d+):'))
    if counted and counted <= hour - window then redis.call('HDEL', counts, field) end
  end
  redis.call('HSET', counts, 'hour', hour)
end

local function add_to(counts)
  forget_older(counts)
  for i = 5, #ARGV, 2 do
    redis.call('HINCRBY', counts, hour .. ':' .. ARGV[i], ARGV[i + 1])
  end
  if tonumber(last) > tonumber(redis.call('HGET', counts, 'last') or '0') then
    redis.call('HSET', counts, 'last', last)
  end
  redis.call('EXPIRE', counts, (window + 24) * 3600)
end

add_to(counts_of_partition)
local enabled = redis.call('HGET', state, 'enabled')
if not enabled or enabled == 'deleted' then
  redis.call('ZREM', fired, trigger)
  return { 'gone' }
end
add_to(counts_of_trigger)
if last ~= '0' then
  redis.call('ZADD', fired, 'GT', last, trigger)
  redis.call('ZREMRANGEBYSCORE', fired, '-inf', (hour - window) * 3600000)
  redis.call('EXPIRE', fired, (window + 24) * 3600)
end
return { 'done' }
