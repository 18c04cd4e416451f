import Glibc

/// A line typed at the terminal that does not show.
enum HiddenLine {
  /// Asks on standard error; nil where the person left with Ctrl-D.
  static func ask(_ prompt: String) -> String? {
    var shown = termios()
    guard unsafe tcgetattr(0, &shown) == 0 else { return nil }
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    // Flushing drops what was typed ahead, which would have shown.
    guard unsafe tcsetattr(0, TCSAFLUSH, &hidden) == 0 else { return nil }
    defer { _ = unsafe tcsetattr(0, TCSANOW, &shown) }
    Interview().say(prompt, terminator: "")
    defer { Interview().say("") }
    return readLine()
  }
}
