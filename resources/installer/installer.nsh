; What Tezgah adds to electron-builder's one-click installer for one user.
;
;   tezgah-setup-….exe [/S] [/PROVISION=C:\path\counter.json] [/AUTOSTART=1|0]
;
; Its end is also written as "<code> <sentence>" into %TEMP%\tezgah-setup.log, since /S shows nothing:
;   0 done   3 the file of /PROVISION is missing   4 /AUTOSTART is neither 1 nor 0   5 Tezgah did not end
;   6 the old files could not be removed   7 an installer is running   8 the file of /PROVISION could not be copied
;   9 not enough space   10 the new files are not whole.   1 and 2 are NSIS's own: stopped by a person, or by itself.
; The sentences stand in src/shared/words; the build writes them into words.nsh.

!include "LogicLib.nsh"
!include "FileFunc.nsh"

!define TEZGAH_RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define TEZGAH_UNFINISHED "${APP_ID}.update"
!define TEZGAH_UPDATER "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"

Var tezgahFile
Var tezgahFolder
Var tezgahNeeded
!ifdef BUILD_UNINSTALLER
  Var tezgahRemovesData
!endif

!macro customHeader
  !include "words.nsh"
!macroend

!macro tezgahLog CODE TEXT
  Push $R9
  FileOpen $R9 "$TEMP\tezgah-setup.log" w
  FileWriteUTF16LE /BOM $R9 `${CODE} ${TEXT}$\r$\n`
  FileClose $R9
  Pop $R9
  ClearErrors
!macroend

; For an update Tezgah has ended by itself or is about to: one that is not installed leaves the old version running.
!macro tezgahFail CODE TEXT
  !insertmacro tezgahLog ${CODE} `${TEXT}`
  !ifndef BUILD_UNINSTALLER
    ${If} ${isUpdated}
    ${AndIf} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
      Exec `"$INSTDIR\${APP_EXECUTABLE_FILENAME}"`
    ${EndIf}
  !endif
  MessageBox MB_OK|MB_ICONSTOP `${TEXT}` /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Before electron-builder's own look at a second installer, which ends without a word.
!macro preInit
  !ifndef BUILD_UNINSTALLER
    System::Call 'kernel32::OpenMutex(i 0x100000, i 0, t "${APP_GUID}") p .R9'
    ${If} $R9 <> 0
      System::Call 'kernel32::CloseHandle(p R9)'
      !insertmacro tezgahFail 7 "$(tezgah_alreadyInstalling)"
    ${EndIf}
    ClearErrors
  !endif
!macroend

; Everything that can be refused is refused here, while nothing has been touched.
!macro customInit
  StrCpy $tezgahFolder "$APPDATA\Tezgah"
  ${StdUtils.GetParameter} $tezgahFile "PROVISION" ""
  ${If} $tezgahFile != ""
    ; A folder of this name is no file.
    ${IfNot} ${FileExists} "$tezgahFile"
    ${OrIf} ${FileExists} "$tezgahFile\*.*"
      !insertmacro tezgahFail 3 "$(tezgah_provisionMissing)"
    ${EndIf}
  ${EndIf}
  ${StdUtils.GetParameter} $R1 "AUTOSTART" "unsaid"
  ${If} $R1 != "unsaid"
  ${AndIf} $R1 != "1"
  ${AndIf} $R1 != "0"
    !insertmacro tezgahFail 4 "$(tezgah_autostartWrong)"
  ${EndIf}
  !ifdef APP_64_UNPACKED_SIZE
    ; The files stand on the disk twice for a moment, and the installer is kept for the next update. In kB, then in MB.
    StrCpy $R2 ${APP_64_UNPACKED_SIZE}
    IntOp $R2 $R2 * 3
    IntOp $tezgahNeeded $R2 / 1024
    System::Call 'kernel32::GetDiskFreeSpaceEx(t "$LOCALAPPDATA", *l .R3, *l, *l) i .R4'
    System::Int64Op $R3 / 1024
    Pop $R3
    System::Int64Op $R3 < $R2
    Pop $R3
    ${If} $R4 <> 0
    ${AndIf} $R3 == 1
      !insertmacro tezgahFail 9 "$(tezgah_noSpace)"
    ${EndIf}
  !endif
  ClearErrors
!macroend

; A running app holds its own file: it is asked to end, finishes the slip under way, is waited for, and only then ended.
!macro customCheckAppRunning
  Push $R7
  Push $R8
  StrCpy $R7 0
  ${If} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
    tezgahLook:
    ClearErrors
    FileOpen $R8 "$INSTDIR\${APP_EXECUTABLE_FILENAME}" a
    ${If} ${Errors}
      ${If} $R7 == 0
        Exec `"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --quit-for-update`
      ${ElseIf} $R7 == 20
        nsExec::Exec `"$SYSDIR\taskkill.exe" /F /IM "${APP_EXECUTABLE_FILENAME}"`
        Pop $R8
      ${ElseIf} $R7 > 25
        !insertmacro tezgahFail 5 "$(tezgah_stillRunning)"
      ${EndIf}
      IntOp $R7 $R7 + 1
      Sleep 1000
      Goto tezgahLook
    ${EndIf}
    FileClose $R8
    !ifndef BUILD_UNINSTALLER
      !insertmacro tezgahHealAfterPowerCut
    !endif
  ${EndIf}
  ClearErrors
  Pop $R8
  Pop $R7
!macroend

; Between the old files' going and the new ones' coming pass seconds. A computer that is switched off in them goes on at its
; next sign-in, from copies of this installer and of the fleet's file: the stick they came on may be gone by then.
!macro tezgahHealAfterPowerCut
  CreateDirectory "${TEZGAH_UPDATER}"
  StrCpy $R8 "${TEZGAH_UPDATER}\unfinished.exe"
  ${If} $EXEPATH != $R8
    CopyFiles /SILENT "$EXEPATH" "$R8"
  ${EndIf}
  ${If} $tezgahFile != "${TEZGAH_UPDATER}\unfinished.json"
    Delete "${TEZGAH_UPDATER}\unfinished.json"
    ${If} $tezgahFile != ""
      CopyFiles /SILENT "$tezgahFile" "${TEZGAH_UPDATER}\unfinished.json"
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "${TEZGAH_UPDATER}\unfinished.json"
    WriteRegStr HKCU "${TEZGAH_RUN}" "${TEZGAH_UNFINISHED}" `"$R8" --updated /S --force-run "/PROVISION=${TEZGAH_UPDATER}\unfinished.json"`
  ${Else}
    WriteRegStr HKCU "${TEZGAH_RUN}" "${TEZGAH_UNFINISHED}" `"$R8" --updated /S --force-run`
  ${EndIf}
  ; HKEY_CURRENT_USER: Windows writes the registry to the disk when it likes, and the power may go before that.
  System::Call 'advapi32::RegFlushKey(p 0x80000001)'
!macroend

; Called after the old version's uninstaller; $R0 is its exit code. One that is not there any more, as after a power cut,
; sets the error flag instead: there is nothing to remove then.
!macro customUnInstallCheck
  ${IfNot} ${Errors}
  ${AndIf} $R0 <> 0
    ; Where the old version has not stayed whole, the next sign-in goes on.
    ${If} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
      DeleteRegValue HKCU "${TEZGAH_RUN}" "${TEZGAH_UNFINISHED}"
    ${EndIf}
    !insertmacro tezgahFail 6 "$(tezgah_oldNotRemoved)"
  ${EndIf}
!macroend

!macro customInstall
  !ifdef APP_64_UNPACKED_SIZE
    ; electron-builder's unpacking passes over what it cannot write. What is not whole is installed anew at the next sign-in.
    ${GetSize} "$INSTDIR" "/S=0K" $R1 $R2 $R3
    ${If} $R1 < ${APP_64_UNPACKED_SIZE}
      !insertmacro tezgahFail 10 "$(tezgah_notWhole)"
    ${EndIf}
  !endif
  DeleteRegValue HKCU "${TEZGAH_RUN}" "${TEZGAH_UNFINISHED}"
  ${If} $EXEPATH != "${TEZGAH_UPDATER}\unfinished.exe"
    Delete "${TEZGAH_UPDATER}\unfinished.exe"
  ${EndIf}
  ; The app applies its own setting at each start, so it is told of the wish as well (src/system/provisionFile.ts).
  ${StdUtils.GetParameter} $R1 "AUTOSTART" "unsaid"
  ${If} $R1 != "unsaid"
    CreateDirectory "$tezgahFolder"
    FileOpen $R2 "$tezgahFolder\provision-setup.json" w
    ${If} $R1 == "1"
      FileWrite $R2 '{ "autostart": true }'
      WriteRegStr HKCU "${TEZGAH_RUN}" "${APP_ID}" `"$appExe"`
    ${Else}
      FileWrite $R2 '{ "autostart": false }'
      DeleteRegValue HKCU "${TEZGAH_RUN}" "${APP_ID}"
    ${EndIf}
    FileClose $R2
  ${EndIf}
  ${If} $tezgahFile != ""
    CreateDirectory "$tezgahFolder"
    ClearErrors
    CopyFiles /SILENT "$tezgahFile" "$tezgahFolder\provision.json"
    ${If} ${Errors}
      !insertmacro tezgahFail 8 "$(tezgah_provisionNotCopied)"
    ${EndIf}
  ${EndIf}
  Delete "${TEZGAH_UPDATER}\unfinished.json"
  !insertmacro tezgahLog 0 "$(tezgah_installed)"
!macroend

; Asked before the uninstaller's work, of a person alone: /S and an upgrade keep the data without asking.
!macro customUnInit
  StrCpy $tezgahFolder "$APPDATA\Tezgah"
  ; The sentences name them, and the compiler stops at a variable that is never set.
  StrCpy $tezgahFile ""
  StrCpy $tezgahNeeded ""
  StrCpy $tezgahRemovesData 0
  ClearErrors
  ${GetParameters} $R0
  ${GetOptions} $R0 "/S" $R1
  ${If} ${Errors}
  ${AndIfNot} ${isUpdated}
    MessageBox MB_YESNO|MB_ICONQUESTION "$(tezgah_keepData)" /SD IDYES IDYES +2
    StrCpy $tezgahRemovesData 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "--delete-app-data" $R1
  ${IfNot} ${Errors}
    StrCpy $tezgahRemovesData 1
  ${EndIf}
  ClearErrors
!macroend

!macro customUnInstall
  ${IfNot} ${isUpdated}
    DeleteRegValue HKCU "${TEZGAH_RUN}" "${APP_ID}"
    DeleteRegValue HKCU "${TEZGAH_RUN}" "${TEZGAH_UNFINISHED}"
    RMDir /r "${TEZGAH_UPDATER}"
    ${If} $tezgahRemovesData == 1
      RMDir /r "$tezgahFolder"
      !insertmacro tezgahLog 0 "$(tezgah_dataRemoved)"
    ${Else}
      !insertmacro tezgahLog 0 "$(tezgah_dataKept)"
    ${EndIf}
  ${EndIf}
!macroend
