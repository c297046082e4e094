/** Hands a text to whoever keeps downloads: the browser, or the desktop's own dialog. It never leaves this page otherwise. */
export function saveFile(fileName: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The download has begun by then; a table of orders holds customers and must not stay in memory.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
