import { useTranslation } from 'react-i18next'
import { Choice, ChoiceField } from '../controls/Choice.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { type ConnectionKind, connectionKinds, flowControls, pages } from './printerDraft.ts'
import { type PrinterPartProps, PrinterText } from './PrinterFields.tsx'

interface ConnectionFieldsProps extends PrinterPartProps {
  door: 'desktop' | 'browser'
}

/** The way to the printer, and the fields of that way alone. */
export function ConnectionFields({ door, ...props }: ConnectionFieldsProps) {
  const { t } = useTranslation()
  const { draft, change } = props
  return (
    <fieldset className="group">
      <legend>{t('settings.printer.connection')}</legend>
      <div className="field">
        <Choice
          label={t('settings.printer.connection')}
          value={draft.kind}
          options={kindsToOffer(draft.kind, door).map((value) => ({
            value,
            label: t(`settings.printer.kinds.${value}`),
          }))}
          onChange={(kind) => change({ kind })}
        />
        <span className="field__hint">{t(`settings.printer.kindHints.${draft.kind}`)}</span>
      </div>
      <KindFields {...props} />
    </fieldset>
  )
}

/** Windows and CUPS never meet on one computer; pages go through the desktop door alone. What is set is always shown. */
function kindsToOffer(current: ConnectionKind, door: 'desktop' | 'browser'): ConnectionKind[] {
  const isWindows = navigator.userAgent.includes('Windows')
  const hidden = new Set<ConnectionKind>([
    isWindows ? 'cups' : 'windows',
    ...(door === 'browser' ? (['system'] as const) : []),
  ])
  return connectionKinds.filter((kind) => kind === current || !hidden.has(kind))
}

function KindFields(props: PrinterPartProps) {
  const { t } = useTranslation()
  const { draft, change } = props
  switch (draft.kind) {
    case 'tcp':
      return (
        <div className="form__pair">
          <PrinterText {...props} name="host" label={t('settings.printer.host')} />
          <PrinterText {...props} name="port" label={t('settings.printer.port')} />
        </div>
      )
    case 'windows':
    case 'cups':
      return (
        <PrinterText
          {...props}
          name="queue"
          label={t('settings.printer.queue')}
          hint={t('settings.printer.queueHint')}
        />
      )
    case 'serial':
      return (
        <>
          <div className="form__pair">
            <PrinterText
              {...props}
              name="serialPath"
              label={t('settings.printer.serialPath')}
              hint={t('settings.printer.serialPathHint')}
            />
            <PrinterText
              {...props}
              name="baudRate"
              label={t('settings.printer.baudRate')}
              hint={t('settings.printer.baudHint')}
            />
          </div>
          <ChoiceField
            label={t('settings.printer.flowControl')}
            value={draft.flowControl}
            options={flowControls.map((value) => ({ value, label: t(`settings.printer.flow.${value}`) }))}
            onChange={(flowControl) => change({ flowControl })}
          />
        </>
      )
    case 'system':
      return (
        <div className="form__pair">
          <PrinterText
            {...props}
            name="device"
            label={t('settings.printer.device')}
            hint={t('settings.printer.queueHint')}
          />
          <ChoiceField
            label={t('settings.printer.page')}
            value={draft.page}
            options={pages.map((value) => ({ value, label: t(`settings.printer.pages.${value}`) }))}
            onChange={(page) => change({ page })}
          />
        </div>
      )
    case 'folder':
      return (
        <>
          <PrinterText
            {...props}
            name="folderPath"
            label={t('settings.printer.folderPath')}
            hint={t('settings.printer.folderHint')}
          />
          <PrinterText
            {...props}
            name="keepDays"
            label={t('settings.printer.folderKeepDays')}
            hint={t('settings.printer.folderKeepHint')}
          />
          <SwitchRow
            label={t('settings.printer.folderShared')}
            checked={draft.isFolderShared}
            onChange={(isFolderShared) => change({ isFolderShared })}
          />
        </>
      )
  }
}
