/// What the highlighter has to know of a language; less than its grammar, enough to read it by.
struct CodeLanguage: Sendable {
  /// How a line's first word is told to be a key.
  enum Keys { case none, colon, equals }

  /// The names it goes by after the fence.
  var names: [String]
  var keywords: Set<String> = []
  /// Whether only a line's first word can be a keyword, in either case, as in a Dockerfile.
  var hasInstructions = false
  var lineComment = "#"
  var blockComment: (start: String, end: String)?
  var quotes = "\"'"
  /// Quotes that may span lines.
  var longQuotes = ""
  var hasTripleQuotes = false
  /// Letters that may stand before a quote, in lower case.
  var stringPrefixes: Set<String> = []
  var keys = Keys.none
  /// Whether `"name":` is a key.
  var hasQuotedKeys = false
  /// Whether `[name]` on a line of its own is a heading.
  var hasSections = false
  var hasVariables = false
  var hasDecorators = false
  /// Whether only the lines after a prompt are code, and the others what it printed.
  var hasPrompts = false

  /// What colours code of the language of that name, which `className` made.
  static func highlighter(named name: String) -> Highlighter? { name.isEmpty ? nil : byName[name] }

  private init(_ names: String..., configure: (inout CodeLanguage) -> Void) {
    self.names = names
    configure(&self)
  }

  /// A name as it may stand in a class: lower case; empty if it holds anything unusual.
  static func className(_ name: [UInt8]) -> String {
    let text = String(decoding: name, as: UTF8.self).lowercased()
    let isUsual = text.utf8.allSatisfy {
      $0.isLetter || $0.isDigit || "+-#._".utf8.contains($0)
    }
    return isUsual && text.utf8.count <= 32 ? text : ""
  }

  private static let byName: [String: Highlighter] = {
    var highlighters: [String: Highlighter] = [:]
    for language in [shell, console, python, json, yaml, javaScript, toml, dockerfile] {
      let highlighter = Highlighter(language)
      for name in language.names { highlighters[name] = highlighter }
    }
    return highlighters
  }()
}

// MARK: The languages

extension CodeLanguage {
  private static let shell = CodeLanguage("bash", "sh", "shell", "zsh") {
    $0.keywords = [
      "case", "cd", "do", "done", "echo", "elif", "else", "esac", "exec", "exit", "export", "fi", "for",
      "function", "if", "in", "local", "return", "set", "source", "sudo", "then", "unset", "until", "while",
    ]
    $0.longQuotes = "\"'"
    $0.hasVariables = true
  }

  private static let console = CodeLanguage("console", "shell-session", "shellsession") {
    $0.keywords = shell.keywords
    $0.hasVariables = true
    $0.hasPrompts = true
  }

  private static let python = CodeLanguage("python", "py", "python3") {
    $0.keywords = [
      "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class", "continue",
      "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
      "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]
    $0.hasTripleQuotes = true
    $0.stringPrefixes = ["b", "br", "f", "fr", "r", "rb", "rf", "u"]
    $0.hasDecorators = true
  }

  private static let json = CodeLanguage("json", "jsonc", "json5") {
    $0.keywords = ["false", "null", "true"]
    $0.lineComment = "//"
    $0.blockComment = ("/*", "*/")
    $0.hasQuotedKeys = true
  }

  private static let yaml = CodeLanguage("yaml", "yml") {
    $0.keywords = ["false", "no", "null", "off", "on", "true", "yes"]
    $0.keys = .colon
    $0.hasQuotedKeys = true
  }

  private static let javaScript = CodeLanguage("javascript", "js", "jsx", "mjs", "typescript", "ts", "tsx") {
    $0.keywords = [
      "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "default", "delete",
      "do", "else", "enum", "export", "extends", "false", "finally", "for", "from", "function", "if",
      "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "of", "return", "static",
      "super", "switch", "this", "throw", "true", "try", "type", "typeof", "undefined", "var", "void",
      "while", "yield",
    ]
    $0.lineComment = "//"
    $0.blockComment = ("/*", "*/")
    $0.quotes = "\"'`"
    $0.longQuotes = "`"
    $0.hasDecorators = true
  }

  private static let toml = CodeLanguage("toml", "ini", "cfg", "conf", "dotenv", "env", "properties") {
    $0.keywords = ["false", "true"]
    $0.hasTripleQuotes = true
    $0.keys = .equals
    $0.hasSections = true
  }

  private static let dockerfile = CodeLanguage("dockerfile", "docker", "containerfile") {
    $0.keywords = [
      "add", "arg", "cmd", "copy", "entrypoint", "env", "expose", "from", "healthcheck", "label",
      "maintainer",
      "onbuild", "run", "shell", "stopsignal", "user", "volume", "workdir",
    ]
    $0.hasInstructions = true
    $0.hasVariables = true
  }
}
