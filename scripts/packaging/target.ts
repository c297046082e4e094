/** What a package is made for. */
export interface Target {
  system: 'linux' | 'win32' | 'darwin'
  arch: 'x64' | 'arm64'
}

/** As `process.platform` and `process.arch` name it. */
export const nameOf = ({ system, arch }: Target): string => `${system}-${arch}`
