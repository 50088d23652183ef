#!lua
-- delete-trigger: takes one trigger out of the registry and frees its name and path.
--
-- KEYS  1 records   2 versions   3 claims   4 paths   5 sharers   6 changes (see put-trigger)
-- ARGV  name, version that the caller saw ('' for any)
--
-- Replies
--   done
--   version     current version, '0' when it is gone
--   path-shared names: others still share its path

local records, versions, claims, paths, sharers, changes = unpack(KEYS)
local name, expected = unpack(ARGV)

local version = redis.call('HGET', versions, name) or '0'
if version == '0' or (expected ~= '' and expected ~= version) then return { 'version', version } end

local role, shape = string.match(redis.call('HGET', claims, name) or '', '^(%S+) (.*)$')
if role == 'owns' then
  local others = redis.call('HGET', sharers, shape)
  if others then return { 'path-shared', others } end
  redis.call('HDEL', paths, shape)
elseif role == 'shares' then
  local names = {}
  for other in string.gmatch(redis.call('HGET', sharers, shape) or '', '%S+') do
    if other ~= name then names[#names + 1] = other end
  end
  if #names == 0 then redis.call('HDEL', sharers, shape)
  else redis.call('HSET', sharers, shape, table.concat(names, ' ')) end
end
redis.call('HDEL', claims, name)
redis.call('HDEL', records, name)
redis.call('HDEL', versions, name)
redis.call('XADD', changes, 'MAXLEN', '~', '10000', '*', 'trigger', name)
return { 'done' }
