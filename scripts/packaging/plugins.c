/*
 * Stand-ins for the six plugins that electron-builder's installer scripts call, for trying the installer under Wine: they
 * do what a per-user, one-click installer needs of them and no more. Installers for people carry the real plugins.
 * One plugin is compiled at a time, chosen by -D.
 */
#define UNICODE
#define _UNICODE
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>
#include <nsis/pluginapi.h>

#define PLUGIN(name) \
  __declspec(dllexport) void name(HWND parent, int string_size, LPTSTR variables, stack_t **stacktop, extra_parameters *extra)
#define BEGIN EXDLL_INIT(); (void)parent; (void)extra
#define LENGTH 8192

static HINSTANCE self;
static wchar_t one[LENGTH], two[LENGTH], three[LENGTH];

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved) {
  (void)reason;
  (void)reserved;
  self = instance;
  return TRUE;
}

#ifdef STDUTILS
/* `/NAME=value`, `--name=value` or without a value; one argument each, whatever is quoted. NULL: not given. */
static wchar_t *parameter(const wchar_t *name) {
  static wchar_t none[] = L"";
  int count = 0;
  wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
  size_t length = wcslen(name);
  for (int index = 1; index < count; index++) {
    wchar_t *text = given[index];
    if (text[0] == L'-' && text[1] == L'-') text += 2;
    else if (text[0] == L'/' || text[0] == L'-') text += 1;
    else continue;
    if (_wcsnicmp(text, name, length) != 0) continue;
    if (text[length] == L'=') return text + length + 1;
    if (text[length] == 0) return none;
  }
  return NULL;
}

PLUGIN(TestParameter) {
  BEGIN;
  popstring(one);
  pushstring(parameter(one) != NULL ? L"true" : L"false");
}

PLUGIN(GetParameter) {
  BEGIN;
  popstring(two); /* what to answer when it is not given */
  popstring(one);
  wchar_t *value = parameter(one);
  pushstring(value != NULL ? value : two);
}

PLUGIN(GetAllParameters) {
  BEGIN;
  popstring(one);
  wchar_t *text = GetCommandLineW();
  wchar_t end = *text == L'"' ? L'"' : L' ';
  if (end == L'"') text++;
  while (*text && *text != end) text++;
  if (*text == L'"') text++;
  while (*text == L' ') text++;
  pushstring(text);
}

PLUGIN(GetParentPath) {
  BEGIN;
  popstring(one);
  wchar_t *last = wcsrchr(one, L'\\');
  if (last != NULL) *last = 0;
  pushstring(one);
}

PLUGIN(ExecShellAsUser) {
  BEGIN;
  popstring(three); /* arguments */
  popstring(two);   /* verb */
  popstring(one);   /* file */
  INT_PTR answer = (INT_PTR)ShellExecuteW(NULL, *two ? two : NULL, one, *three ? three : NULL, NULL, SW_SHOWNORMAL);
  pushstring(answer > 32 ? L"ok" : L"fallback");
}
#endif

#ifdef USER_ACCOUNT_CONTROL
/* A per-user installer is never elevated: it asks whether it is (2, 3), and the answer to raising itself (0) is "not here". */
PLUGIN(_) {
  BEGIN;
  popstring(one);
  if (*one == L'2' || *one == L'3') pushstring(L"0");
  if (*one == L'0') {
    setuservariable(INST_0, L"0");
    setuservariable(INST_1, L"0");
    setuservariable(INST_2, L"0");
    setuservariable(INST_3, L"0");
  }
}
#endif

#ifdef WINSHELL
/* Pins and the identity of links: nothing of it shows under Wine. */
PLUGIN(SetLnkAUMI) {
  BEGIN;
  popstring(one);
  popstring(two);
}

PLUGIN(UninstAppUserModelId) {
  BEGIN;
  popstring(one);
}

PLUGIN(UninstShortcut) {
  BEGIN;
  popstring(one);
}
#endif

#ifdef SPIDERBANNER
/* The picture of an installer at work; takes its switches (`/MODERN`, `/ICON path`). */
PLUGIN(Show) {
  BEGIN;
  while (popstring(one) == 0) {
    if (_wcsicmp(one, L"/ICON") == 0) popstring(two);
    else if (*one != L'/') {
      pushstring(one);
      break;
    }
  }
}
#endif

#ifdef NSPROCESS
/* 603: no such process. Tezgah's own script finds a running app by its locked file. */
static void answer(void) {
  popstring(one);
  pushstring(L"603");
}

PLUGIN(_FindProcess) {
  BEGIN;
  answer();
}

PLUGIN(_KillProcess) {
  BEGIN;
  answer();
}

PLUGIN(_CloseProcess) {
  BEGIN;
  answer();
}

PLUGIN(_Unload) {
  BEGIN;
}
#endif

#ifdef NSIS7Z
static BOOL unpackProgram(const wchar_t *path) {
  HRSRC found = FindResourceW(self, L"SEVENZA", (LPCWSTR)RT_RCDATA);
  HGLOBAL loaded = found ? LoadResource(self, found) : NULL;
  HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  DWORD written = 0;
  if (loaded == NULL || file == INVALID_HANDLE_VALUE) return FALSE;
  BOOL whole = WriteFile(file, LockResource(loaded), SizeofResource(self, found), &written, NULL);
  CloseHandle(file);
  return whole;
}

/* Unpacks into the current folder, which `SetOutPath` has chosen, with the 7za.exe within this file. */
PLUGIN(Extract) {
  BEGIN;
  popstring(one);
  wchar_t folder[MAX_PATH];
  GetTempPathW(MAX_PATH, folder);
  wsprintfW(two, L"%s7za-%u.exe", folder, GetCurrentProcessId());
  wsprintfW(three, L"\"%s\" x -y -bd \"%s\"", two, one);
  STARTUPINFOW start = {0};
  PROCESS_INFORMATION process;
  DWORD code = 1;
  start.cb = sizeof start;
  if (unpackProgram(two) && CreateProcessW(NULL, three, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &process)) {
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
  }
  DeleteFileW(two);
  if (code != 0) extra->exec_flags->exec_error = 1;
}
#endif
