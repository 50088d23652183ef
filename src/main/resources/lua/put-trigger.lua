#!lua
-- put-trigger: writes one trigger into the registry and claims its name and path.
--
-- KEYS  1 records (name -> record)       2 versions (name -> number)    3 claims (name -> 'owns|shares shape')
--       4 paths (shape -> owner's name)  5 sharers (shape -> names)     6 changes (stream)
-- ARGV  name, version that the caller saw ('0' for none, '' for any), record,
--       'owns' | 'shares' | '' (no path), shape of the path
--
-- Replies
--   done       new version
--   version    current version: somebody else wrote in between
--   path-taken owner
--   path-free: there is nothing to share
--   path-shared names: the path cannot be given up while others share it

local records, versions, claims, paths, sharers, changes = unpack(KEYS)
local name, expected, record, role, shape = unpack(ARGV)

local version = redis.call('HGET', versions, name) or '0'
if expected ~= '' and expected ~= version then return { 'version', version } end

local old_role, old_shape = string.match(redis.call('HGET', claims, name) or '', '^(%S+) (.*)$')
local same_claim = old_role == role and old_shape == shape
local owner = role ~= '' and redis.call('HGET', paths, shape)
if role == 'owns' and owner and owner ~= name then return { 'path-taken', owner } end
if role == 'shares' and (not owner or owner == name) then return { 'path-free' } end
if old_role == 'owns' and not same_claim then
  local others = redis.call('HGET', sharers, old_shape)
  if others then return { 'path-shared', others } end
end

local function share(at, change)
  local names = {}
  for other in string.gmatch(redis.call('HGET', sharers, at) or '', '%S+') do
    if other ~= name then names[#names + 1] = other end
  end
  if change == 'add' then names[#names + 1] = name end
  if #names == 0 then redis.call('HDEL', sharers, at)
  else redis.call('HSET', sharers, at, table.concat(names, ' ')) end
end

if not same_claim then
  if old_role == 'owns' then redis.call('HDEL', paths, old_shape) end
  if old_role == 'shares' then share(old_shape, 'remove') end
  if role == 'owns' then redis.call('HSET', paths, shape, name) end
  if role == 'shares' then share(shape, 'add') end
  if role == '' then redis.call('HDEL', claims, name)
  else redis.call('HSET', claims, name, role .. ' ' .. shape) end
end
redis.call('HSET', records, name, record)
local new_version = redis.call('HINCRBY', versions, name, 1)
redis.call('XADD', changes, 'MAXLEN', '~', '10000', '*', 'trigger', name)
return { 'done', new_version }
