/**
 * The packages that go along unbundled, because they carry native code or files: everything else of the desktop app is in
 * its bundles. What exactly of them is packed stands in `electron-builder.yml`.
 */
export const shippedPackages = ['@resvg/resvg-js', '@serialport/bindings-cpp', 'dejavu-fonts-ttf', 'koffi'] as const
