import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { LedgerCounts, LedgerCursor, LedgerFilter, LedgerRow } from '../../shared/model/ledgerPage.ts'
import { request, type RequestError } from '../request.ts'

const ROWS_A_PAGE = 100

interface LedgerDay {
  rows: LedgerRow[]
  counts: LedgerCounts | null
  error: RequestError | null
  isLoading: boolean
  /** Asks for the next page; null: there is none, or it is being asked for. */
  more: (() => void) | null
}

/** A day of the ledger, page by page, and anew when `version` changes. */
export function useLedgerDay(dayIso: string, filter: LedgerFilter, version: string): LedgerDay {
  const query = useInfiniteQuery({
    queryKey: ['ledger.page', dayIso, filter],
    queryFn: ({ pageParam }) => request('ledger.page', { dayIso, filter, before: pageParam, limit: ROWS_A_PAGE }),
    initialPageParam: null as LedgerCursor | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage } = query
  const askedFor = useRef(version)
  useEffect(() => {
    if (isFetching || askedFor.current === version) return
    askedFor.current = version
    void refetch()
  }, [isFetching, refetch, version])
  return {
    rows: data?.pages.flatMap(({ rows }) => rows) ?? [],
    counts: data?.pages[0]?.counts ?? null,
    error,
    isLoading: query.isLoading,
    more: hasNextPage && !isFetching ? () => void fetchNextPage() : null,
  }
}
