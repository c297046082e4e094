/**
 * What has to happen on the server all at once, in its own language. The double of the tests has the same rules in
 * TypeScript: a change here is one there.
 */

const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/**
 * KEYS: born, tried, events of no account. ARGV: the server's run, a fresh id, keep. A server that was started anew may
 * have lost what it knew last; a counter that is not told its run (an empty one) leaves the mark that is there. Each command
 * that is needed later is called once: where one is denied, or nothing may be written, the greeting fails.
 */
export const GREET = `${NOW}
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', 1, '*', 'e', '')
redis.call('PEXPIRE', KEYS[3], ARGV[3])
redis.call('XREAD', 'COUNT', 1, 'STREAMS', KEYS[3], '0')
redis.call('HSET', KEYS[1], 'tried', now)
redis.call('HGET', KEYS[1], 'tried')
redis.call('HGETALL', KEYS[1])
redis.call('HDEL', KEYS[1], 'tried')
local born = redis.call('HMGET', KEYS[1], 'id', 'run')
if not born[1] or (ARGV[1] ~= '' and born[2] ~= ARGV[1]) then
  redis.call('HSET', KEYS[1], 'id', ARGV[2], 'run', ARGV[1], 'at', now)
  return ARGV[2]
end
return born[1]
`

/** KEYS: claim, fence, born. ARGV: member, name, lease, keep, newborn, isForced, dataset. */
export const CLAIM = `${NOW}
local born = redis.call('HMGET', KEYS[3], 'id', 'at')
if born[1] ~= ARGV[7] then return redis.error_reply('TEZGAH_DATASET') end
local claim = redis.call('HMGET', KEYS[1], 'state', 'member', 'name', 'until', 'doubt')
local state, member = claim[1], claim[2]
local isForced = ARGV[6] == '1'
local isLive = state == 'held' and tonumber(claim[4]) > now
if state == 'done' and not isForced then return {'done', claim[3], member} end
if isLive and member ~= ARGV[1] and not isForced then return {'held', claim[3], member} end
local doubt = '0'
if claim[5] == '1' or now - tonumber(born[2]) < tonumber(ARGV[5]) then doubt = '1' end
if state == 'done' or (state == 'held' and member ~= ARGV[1]) then doubt = '1' end
local token = redis.call('INCR', KEYS[2])
redis.call('HSET', KEYS[1], 'state', 'held', 'member', ARGV[1], 'name', ARGV[2], 'until', now + tonumber(ARGV[3]), 'doubt', doubt, 'token', token)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {'granted', tostring(token), doubt}
`

/** KEYS: claim. ARGV: token, lease. */
export const RENEW = `${NOW}
local claim = redis.call('HMGET', KEYS[1], 'state', 'token')
if claim[1] ~= 'held' or claim[2] ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'until', now + tonumber(ARGV[2]))
return 1
`

const TELL = `redis.call('XADD', KEYS[3], 'MAXLEN', '~', 20000, '*', 'e', ARGV[5])
redis.call('PEXPIRE', KEYS[3], ARGV[4])
`

/** KEYS: claim, fence, events. ARGV: member, name, token or '', keep, event. @returns who else has printed it, or '' */
export const DONE = `
local claim = redis.call('HMGET', KEYS[1], 'state', 'member', 'name', 'token')
if claim[1] == 'done' and claim[2] == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  return ''
end
${TELL}
if claim[1] == 'done' then
  redis.call('HSET', KEYS[1], 'doubt', '1')
  return claim[3]
end
local token = ARGV[3]
if token == '' or claim[4] ~= token then token = redis.call('INCR', KEYS[2]) end
redis.call('HSET', KEYS[1], 'state', 'done', 'member', ARGV[1], 'name', ARGV[2], 'token', token)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return ''
`

/** KEYS: claim, fence, events. ARGV: member, name, token, keep, event, isInDoubt. */
export const FREE = `
local claim = redis.call('HMGET', KEYS[1], 'state', 'token')
if claim[1] ~= 'held' or claim[2] ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], 'state', 'free')
if ARGV[6] == '1' then redis.call('HSET', KEYS[1], 'doubt', '1') end
${TELL}
return 1
`

/** KEYS: members, heard. ARGV: member, health, forgotten after. @returns what this one said last, then id, health, silent ms, in turn */
export const BEAT = `${NOW}
local answer = {redis.call('HGET', KEYS[1], ARGV[1]) or ''}
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('HSET', KEYS[2], ARGV[1], now)
end
local all = redis.call('HGETALL', KEYS[2])
for i = 1, #all, 2 do
  local silent = now - tonumber(all[i + 1])
  if silent > tonumber(ARGV[3]) then
    redis.call('HDEL', KEYS[1], all[i])
    redis.call('HDEL', KEYS[2], all[i])
  else
    local health = redis.call('HGET', KEYS[1], all[i])
    if health then
      answer[#answer + 1] = all[i]
      answer[#answer + 1] = health
      answer[#answer + 1] = tostring(silent)
    end
  end
end
return answer
`

/** KEYS: members, heard. ARGV: member. It is shown as gone at once, and how it last was stays. */
export const LEAVE = `redis.call('HSET', KEYS[2], ARGV[1], redis.call('TIME')[1] * 1000 - 60000)
return 1
`
