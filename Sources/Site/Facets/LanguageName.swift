/// A language that a model knows, out of the many ways in which records write it: `en`, `EN`, `English`,
/// `zh-CN`, `ZH_Anhui`, `JP`, `89 languages supported`.
struct LanguageName {
  /// The primary code of ISO 639, `multilingual`, or what was written where it is neither.
  let key: Text
  /// The language's English name, where it is known here.
  let label: Text

  /// Reads what a record says; nothing where it names no language, such as `auto`.
  static func read(_ written: Text) -> LanguageName? {
    let folded = written.clipped(to: 64).folded
    let text = folded[...]
    if text.is("auto") || text.is("none") { return nil }
    if let known = known[folded] { return known }
    if text.containsWord("languages") { return many }
    let primary = text.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    if primary.count <= 3, let known = known[Array(primary)] { return known }
    return LanguageName(key: text, label: Text(text.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }))
  }

  private static let many = LanguageName(key: Text("multilingual"), label: Text("many languages"))

  /// By code, by name, and by what else occurs.
  private static let known: [[UInt8]: LanguageName] = {
    var known = [Array("multilingual".utf8): many]
    for (code, name) in table {
      let language = LanguageName(key: Text(code), label: Text(name))
      known[Array(Text(code))] = language
      known[Text(name).folded] = language
    }
    for (alias, code) in aliases { known[Array(Text(alias))] = known[Array(Text(code))] }
    return known
  }()

  /// Codes of countries, which some records give instead of the language's.
  private static let aliases: [(StaticString, StaticString)] = [
    ("cn", "zh"), ("jp", "ja"), ("kr", "ko"), ("mm", "my"), ("kh", "km"), ("ph", "tl"), ("in", "id"),
    ("cantonese", "yue"), ("fil", "tl"), ("iw", "he"),
  ]

  private static let table: [(StaticString, StaticString)] = [
    ("en", "English"), ("zh", "Chinese"), ("de", "German"), ("fr", "French"), ("es", "Spanish"),
    ("it", "Italian"), ("ja", "Japanese"), ("ko", "Korean"), ("pt", "Portuguese"), ("ru", "Russian"),
    ("th", "Thai"), ("vi", "Vietnamese"), ("id", "Indonesian"), ("ms", "Malay"), ("hi", "Hindi"),
    ("ar", "Arabic"), ("nl", "Dutch"), ("pl", "Polish"), ("tr", "Turkish"), ("cs", "Czech"),
    ("el", "Greek"), ("fi", "Finnish"), ("ro", "Romanian"), ("uk", "Ukrainian"), ("sv", "Swedish"),
    ("da", "Danish"), ("no", "Norwegian"), ("hu", "Hungarian"), ("bg", "Bulgarian"), ("hr", "Croatian"),
    ("sk", "Slovak"), ("sl", "Slovenian"), ("sr", "Serbian"), ("he", "Hebrew"), ("fa", "Persian"),
    ("bn", "Bengali"), ("ta", "Tamil"), ("te", "Telugu"), ("ur", "Urdu"), ("mr", "Marathi"),
    ("gu", "Gujarati"), ("kn", "Kannada"), ("ml", "Malayalam"), ("pa", "Punjabi"), ("ne", "Nepali"),
    ("si", "Sinhala"), ("km", "Khmer"), ("lo", "Lao"), ("my", "Burmese"), ("tl", "Filipino"),
    ("jv", "Javanese"), ("sw", "Swahili"), ("af", "Afrikaans"), ("et", "Estonian"), ("lv", "Latvian"),
    ("lt", "Lithuanian"), ("is", "Icelandic"), ("ga", "Irish"), ("cy", "Welsh"), ("eu", "Basque"),
    ("ca", "Catalan"), ("gl", "Galician"), ("ka", "Georgian"), ("hy", "Armenian"), ("az", "Azerbaijani"),
    ("kk", "Kazakh"), ("uz", "Uzbek"), ("mn", "Mongolian"), ("bo", "Tibetan"), ("ug", "Uyghur"),
    ("yue", "Cantonese"), ("la", "Latin"), ("mk", "Macedonian"), ("sq", "Albanian"), ("be", "Belarusian"),
    ("am", "Amharic"), ("yo", "Yoruba"), ("zu", "Zulu"), ("ha", "Hausa"), ("so", "Somali"),
  ]
}

extension ArraySlice<UInt8> {
  /// The text with ASCII letters in lower case.
  var folded: [UInt8] {
    map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  fileprivate func containsWord(_ word: StaticString) -> Bool {
    split(separator: 0x20).contains { $0.is(word) }
  }
}
