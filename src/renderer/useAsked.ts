import { useCallback, useEffect, useRef, useState } from 'react'
import type { RequestInput, RequestName, RequestOutput } from '../shared/contract/requests.ts'
import type { Problem } from '../shared/contract/problems.ts'
import { ask } from './ask.ts'

export interface Asked<T> {
  /** The newest answer to this very question; null until there is one. */
  value: T | null
  /** The newest answer to this or an earlier question, to be shown meanwhile where that misleads nobody. */
  last: T | null
  /** Why the newest attempt failed; an older `value` stays beside it. */
  problem: Problem | null
  again(): void
}

interface Held<T> {
  question: string
  /** Which version it is the answer of. */
  occasion: string
  value: T | null
  problem: Problem | null
}

/**
 * Asks the core, and again whenever the question or `version` changes. Answers are taken in the order in which they
 * were asked for: versions may come faster than answers, and a late one never replaces a newer one.
 */
export function useAsked<N extends RequestName>(
  name: N,
  input: RequestInput<N>,
  version: string | number = '',
): Asked<RequestOutput<N>> {
  const question = JSON.stringify(input)
  const [round, setRound] = useState(0)
  const occasion = `${round} ${version}`
  const [held, setHeld] = useState<Held<RequestOutput<N>>>({ question, occasion, value: null, problem: null })
  const asked = useRef(0)
  const taken = useRef(0)
  useEffect(() => {
    const turn = ++asked.current
    void ask(name, JSON.parse(question) as RequestInput<N>).then((result) => {
      if (turn < taken.current) return
      taken.current = turn
      setHeld((before) =>
        result.ok
          ? { question, occasion, value: result.value, problem: null }
          : {
              ...before,
              question,
              occasion,
              value: before.question === question ? before.value : null,
              problem: result.error,
            },
      )
    })
  }, [name, question, occasion])
  const again = useCallback(() => setRound((before) => before + 1), [])
  const isSame = held.question === question
  return { value: isSame ? held.value : null, last: held.value, problem: isSame ? held.problem : null, again }
}
