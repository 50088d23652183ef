-- The awaits for events, found by what they demand of single fields of a payload. Needs append.
--
-- A shape names the fields; the shape '-' has none. A bucket holds the awaits that demand the same of the fields of one
-- shape, and its name is made of trigger, shape and what they demand, by the gateway.
--
-- await-index:<trigger>:<bucket>  by place: 'whole' when the bucket says all that the await demands, else 'part'; and
--                                 the last firing before it began to wait, as a position in the trigger's log
-- await-shapes:<trigger>          by id the shapes that awaits have, and by '#' and id how many of them
-- trigger:<trigger>, shapes       the ids of these shapes; missing when nothing waits
-- await:<place>, index            shape and bucket

local function bucket_key(trigger, bucket)
  return prefix .. 'await-index:' .. trigger .. ':' .. bucket
end

local function shapes_key(trigger)
  return prefix .. 'await-shapes:' .. trigger
end

-- The ids of the shapes that awaits of a trigger have, and each by its id.
local function read_shapes(trigger)
  local ids, shapes = {}, redis.call('HGETALL', shapes_key(trigger))
  local by_id = {}
  for i = 1, #shapes, 2 do
    if string.sub(shapes[i], 1, 1) ~= '#' then
      ids[#ids + 1] = shapes[i]
      by_id[shapes[i]] = shapes[i + 1]
    end
  end
  return ids, by_id
end

-- The position of the newest firing in a trigger's log.
local function last_firing(trigger)
  local newest = redis.call('XREVRANGE', prefix .. 'firings:' .. trigger, '+', '-', 'COUNT', 1)
  return newest[1] and newest[1][1] or '0-0'
end

-- Tells the door which shapes there are. A trigger that was deleted is forgotten once nothing waits for it.
local function note_shapes(trigger)
  local key, ids = prefix .. 'trigger:' .. trigger, read_shapes(trigger)
  if #ids > 0 then
    redis.call('HSET', key, 'shapes', table.concat(ids, ' '))
    redis.call('PERSIST', key)
    return
  end
  redis.call('HDEL', key, 'shapes')
  if redis.call('HGET', key, 'enabled') == 'deleted' then redis.call('EXPIRE', key, 86400) end
end

-- An index has: shape, text of it, bucket, part ('whole' | 'part').
local function index_await(trigger, place, index)
  redis.call('HSET', bucket_key(trigger, index.bucket), place, index.part .. ' ' .. last_firing(trigger))
  if redis.call('HINCRBY', shapes_key(trigger), '#' .. index.shape, 1) == 1 then
    redis.call('HSET', shapes_key(trigger), index.shape, index.text)
    note_shapes(trigger)
  end
end

local function unindex_await(await)
  local shape, bucket = string.match(await.index, '^(%S+) (%S+)$')
  if redis.call('HDEL', bucket_key(await.event, bucket), await.place) == 0 then return end
  if redis.call('HINCRBY', shapes_key(await.event), '#' .. shape, -1) < 1 then
    redis.call('HDEL', shapes_key(await.event), shape, '#' .. shape)
    note_shapes(await.event)
  end
end
