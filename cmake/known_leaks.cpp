/// Asked by LeakSanitizer at the end of every sanitized program: what it need not report. Fontconfig keeps patterns until
/// FcFini, which nobody calls; cairo loses an array when a finished PDF surface writes its font subsets. The frames
/// above cairo's own are not seen at usual speed, so a handle of ours that is never destroyed is hidden too: to look
/// for one, take the second line out.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n"
         "leak:libcairo.so\n";
}
/// A program that has only known leaks says nothing of them.
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
