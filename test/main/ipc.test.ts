import { expect, test } from 'vitest'
import { answerRequest, type RequestGate } from '../../src/main/ipc.ts'
import { MAX_REQUEST_BYTES } from '../../src/shared/contract/requests.ts'
import { ok } from '../../src/shared/contract/problems.ts'

type Event = Parameters<typeof answerRequest>[1]
const board = { id: 1 } as Event['sender']
const stranger = { id: 2 } as Event['sender']
const frame = (given: object = {}): Event['senderFrame'] =>
  ({ parent: null, origin: 'app://tezgah', ...given }) as Event['senderFrame']

function gate(asked: unknown[] = []): RequestGate {
  return {
    isOurs: (contents) => contents === board,
    origin: 'app://tezgah',
    handle: async (name, input) => {
      asked.push([name, input])
      return ok(null)
    },
    log: () => undefined,
  }
}

test('the board asks, and the core answers', async () => {
  const asked: unknown[] = []
  expect(await answerRequest(gate(asked), { sender: board, senderFrame: frame() }, 'snapshot.get', {})).toEqual(
    ok(null),
  )
  expect(asked).toEqual([['snapshot.get', {}]])
})

test.each([
  ['another window', { sender: stranger, senderFrame: frame() }],
  ['a frame inside of the board', { sender: board, senderFrame: frame({ parent: frame() }) }],
  ['a frame that is gone', { sender: board, senderFrame: null }],
  ['another origin', { sender: board, senderFrame: frame({ origin: 'https://tezgah' }) }],
  ['an opaque origin', { sender: board, senderFrame: frame({ origin: 'null' }) }],
  ['an origin that only begins like ours', { sender: board, senderFrame: frame({ origin: 'app://tezgah.evil' }) }],
])('%s is refused before anything is looked at', async (_who, event) => {
  const asked: unknown[] = []
  const answer = await answerRequest(gate(asked), event, 'snapshot.get', {})
  expect([answer, asked]).toEqual([{ ok: false, error: { code: 'forbidden' } }, []])
})

const selfHolding: Record<string, unknown> = {}
selfHolding['self'] = selfHolding

test.each([
  ['a name that is no text', 5, {}],
  ['a name of a thousand letters', 'x'.repeat(1000), {}],
  ['no input', 'snapshot.get', undefined],
  ['what JSON cannot hold', 'snapshot.get', { n: 1n }],
  ['what holds itself', 'snapshot.get', selfHolding],
  ['one byte too many', 'x', 'a'.repeat(MAX_REQUEST_BYTES - 1)],
  ['too many bytes in few letters', 'x', '₺'.repeat(MAX_REQUEST_BYTES / 2)],
])('%s is an invalid request', async (_what, name, input) => {
  const asked: unknown[] = []
  const answer = await answerRequest(gate(asked), { sender: board, senderFrame: frame() }, name, input)
  expect([answer, asked]).toEqual([{ ok: false, error: { code: 'invalidRequest' } }, []])
})

test('the largest allowed input passes, and what is no JSON is made so', async () => {
  const asked: unknown[] = []
  const event = { sender: board, senderFrame: frame() }
  await answerRequest(gate(asked), event, 'x', 'a'.repeat(MAX_REQUEST_BYTES - 2))
  await answerRequest(gate(asked), event, 'y', { at: new Date(0), gone: undefined, map: new Map([[1, 2]]) })
  expect(asked).toEqual([
    ['x', 'a'.repeat(MAX_REQUEST_BYTES - 2)],
    ['y', { at: '1970-01-01T00:00:00.000Z', map: {} }],
  ])
})

test('an error of the core becomes a code, never its message', async () => {
  const failing = { ...gate(), handle: () => Promise.reject(new Error('key abc of Ayşe')) }
  expect(await answerRequest(failing, { sender: board, senderFrame: frame() }, 'x', {})).toEqual({
    ok: false,
    error: { code: 'internal' },
  })
})
