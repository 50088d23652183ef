-- The awaits for events, found by what they demand of single fields of a payload. Needs append.
--
-- A shape names the fields; the shape '-' has none. A bucket holds the awaits that demand the same of the fields of one
-- shape, and its name is made of trigger, shape and what they demand, by the gateway.
--
-- await-index:<trigger>:<bucket>  generations, as numbers, of which Redis keeps a set in a few bytes each; negative
--                                 where the bucket does not say all that the await demands
-- await-shapes:<trigger>          by id the shapes that awaits have, and by '#' and id how many of them
-- trigger:<trigger>, shapes       the ids of these shapes; missing when nothing waits
-- await:<generation>              beside others: event (the trigger), shape, bucket, and last: the last firing before it
--                                 began to wait, as a position in the trigger's log

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

local function index_await(await, shape_text, whole)
  redis.call('SADD', bucket_key(await.event, await.bucket), (whole and '' or '-') .. await.generation)
  if redis.call('HINCRBY', shapes_key(await.event), '#' .. await.shape, 1) == 1 then
    redis.call('HSET', shapes_key(await.event), await.shape, shape_text)
    note_shapes(await.event)
  end
end

local function unindex_await(await)
  local key, generation = bucket_key(await.event, await.bucket), await.generation
  if redis.call('SREM', key, generation, '-' .. generation) == 0 then return end
  if redis.call('HINCRBY', shapes_key(await.event), '#' .. await.shape, -1) < 1 then
    redis.call('HDEL', shapes_key(await.event), await.shape, '#' .. await.shape)
    note_shapes(await.event)
  end
end
