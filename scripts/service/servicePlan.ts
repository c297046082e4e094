import { posix, win32 } from 'node:path'
import { ALIVE_FILE } from '../../src/system/aliveFile.ts'

/** The computer that a service is made for. Paths are absolute. */
export interface ServicePlace {
  platform: NodeJS.Platform
  /** Who runs it, on Windows with the domain: `KASA-PC\\kasa`. */
  user: string
  home: string
  /** Where the user's own units and settings lie, on Linux: `$XDG_CONFIG_HOME` or `~/.config`. */
  configFolder: string
  /** The Node that runs Tezgah. */
  node: string
  /** The built project's folder. */
  root: string
  dataDir: string
  /** The screen fills the display by itself after sign-in (Linux; Windows opens its default browser). */
  isKiosk: boolean
}

export interface ServicePlan {
  files: readonly { path: string; content: string; isProgram: boolean }[]
  /** Run one after the other once the files are there. */
  commands: readonly (readonly string[])[]
  /** What takes it all back: commands first, then the files go. */
  undo: readonly (readonly string[])[]
}

/**
 * What makes the browser door start with the computer and come back after a crash: a systemd unit of the user on Linux, a
 * logon task on Windows, where a service would have no user's printers. The task names its user, because one for anybody who
 * signs in is an administrator's to make. On Linux a core that stands still is restarted, too. Pure.
 *
 * @returns null: not made for this system
 */
export function servicePlan(place: ServicePlace): ServicePlan | null {
  if (place.platform === 'linux') return linuxPlan(place)
  return place.platform === 'win32' ? windowsPlan(place) : null
}

/** The same every time, so that a kiosk's bookmark stays right. */
const PORT = '4780'

function linuxPlan({ configFolder, home, node, root, dataDir, isKiosk }: ServicePlace): ServicePlan {
  const door = posix.join(root, 'out/browser/index.js')
  const alive = posix.join(dataDir, ALIVE_FILE)
  const unit = {
    path: posix.join(configFolder, 'systemd/user/tezgah.service'),
    content: `[Unit]
Description=Tezgah, the counter's door
After=network-online.target
StartLimitIntervalSec=0

[Service]
# What an earlier run has left says nothing of this one, however long it takes to open its ledger.
ExecStartPre=/usr/bin/env rm -f ${unitWord(alive)}
# The program itself may not have every letter in its path, what it is given may.
ExecStart=/usr/bin/env ${[node, door, '--no-open', '--port', PORT, '--data-dir', dataDir].map(unitWord).join(' ')}
Restart=always
RestartSec=2
# A slip under way has ten seconds to end.
TimeoutStopSec=20
KillMode=mixed
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
`,
    isProgram: false,
  }
  const kioskScript = posix.join(home, '.local/share/tezgah/kiosk.sh')
  const kiosk = [
    { path: kioskScript, content: kioskOf([node, door], dataDir), isProgram: true },
    {
      path: posix.join(configFolder, 'autostart/tezgah-kiosk.desktop'),
      content: `[Desktop Entry]
Type=Application
Name=Tezgah
Exec=${desktopWord(kioskScript)}
Terminal=false
`,
      isProgram: false,
    },
  ]
  const units = [unit, ...watchOf({ configFolder, home }, alive)]
  return {
    files: isKiosk ? [...units, ...kiosk] : units,
    commands: [
      ['systemctl', '--user', 'daemon-reload'],
      ['systemctl', '--user', 'enable', '--now', 'tezgah.service', 'tezgah-watch.timer'],
      // It starts with the computer, before anybody has signed in.
      ['loginctl', 'enable-linger'],
    ],
    undo: [['systemctl', '--user', 'disable', '--now', 'tezgah-watch.timer', 'tezgah.service']],
  }
}

/** Three times a minute it is looked whether the core still says that it goes on. */
function watchOf({ configFolder, home }: Pick<ServicePlace, 'configFolder' | 'home'>, alive: string) {
  const script = posix.join(home, '.local/share/tezgah/restart-when-hung.sh')
  return [
    {
      path: script,
      content: `#!/bin/sh
# A core that stands still has not written this file for a minute. After a sleep, or when the clock was set, it is old for a
# moment only: it is looked at once more. A service that somebody has stopped is not started.
is_old() { [ -n "$(find ${shellWord(alive)} -mmin +1 2>/dev/null)" ]; }
if is_old && sleep 20 && is_old; then
  echo 'Tezgah stands still: it is restarted'
  systemctl --user try-restart tezgah.service
fi
`,
      isProgram: true,
    },
    {
      path: posix.join(configFolder, 'systemd/user/tezgah-watch.service'),
      content: `[Unit]
Description=Restarts Tezgah when it stands still

[Service]
Type=oneshot
ExecStart=/usr/bin/env sh ${unitWord(script)}
`,
      isProgram: false,
    },
    {
      path: posix.join(configFolder, 'systemd/user/tezgah-watch.timer'),
      content: `[Unit]
Description=Looks whether Tezgah stands still

[Timer]
OnActiveSec=20
OnUnitInactiveSec=20
AccuracySec=5

[Install]
WantedBy=timers.target
`,
      isProgram: false,
    },
  ]
}

const kioskOf = (door: readonly string[], dataDir: string): string => `#!/bin/sh
# The counter's screen: asks the open door for a fresh address and shows it, again when the browser has ended.
# CHROMIUM names another browser of its kind.
while :; do
  address=$(${[...door, '--address', '--data-dir', dataDir].map(shellWord).join(' ')} 2>/dev/null)
  [ -n "$address" ] && "\${CHROMIUM:-chromium}" --kiosk --app="$address" \\
    --user-data-dir=${shellWord(posix.join(dataDir, 'kiosk'))} --autoplay-policy=no-user-gesture-required \\
    --no-first-run --noerrdialogs --disable-session-crashed-bubble --disable-features=Translate --password-store=basic
  sleep 2
done
`

function windowsPlan({ user, node, root, dataDir }: ServicePlace): ServicePlan {
  const door = [win32.join(root, 'out', 'browser', 'index.js'), '--port', PORT, '--data-dir', dataDir]
  const program = `& ${[node, ...door].map(powerShellWord).join(' ')}; exit $LASTEXITCODE`
  const path = win32.join(dataDir, 'tezgah-task.xml')
  return {
    files: [
      {
        path,
        // Task Scheduler reads UTF-16 with its mark, and nothing else on older Windows.
        content: `\uFEFF<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>Tezgah, the counter's door</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled><UserId>${xmlText(user)}</UserId></LogonTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>powershell.exe</Command>
      <Arguments>-NoProfile -WindowStyle Hidden -Command "${xmlText(program)}"</Arguments>
    </Exec>
  </Actions>
</Task>
`,
        isProgram: false,
      },
    ],
    commands: [
      ['schtasks', '/Create', '/TN', 'Tezgah', '/XML', path, '/F'],
      ['schtasks', '/Run', '/TN', 'Tezgah'],
    ],
    undo: [
      ['schtasks', '/End', '/TN', 'Tezgah'],
      ['schtasks', '/Delete', '/TN', 'Tezgah', '/F'],
    ],
  }
}

/** systemd splits at spaces, fills in `%` and `$`, and takes quotes and backslashes away. */
const unitWord = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`

const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Desktop entries want four characters escaped inside quotes, and the backslash once more by the file's own rules. */
const desktopWord = (text: string): string =>
  `"${text.replaceAll(/["`$\\]/g, (letter) => `\\\\${letter}`).replaceAll('%', '%%')}"`

const powerShellWord = (text: string): string => `'${text.replaceAll("'", "''")}'`

const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
