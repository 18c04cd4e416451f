/// The properties that `\p{…}` can name, as ECMA-262 lists them: exact spelling, no loose matching.
enum UnicodeProperty {
  /// The scalars of `Name=Value`, of a general category, or of a yes-or-no property.
  static func scalars(of text: String) -> ScalarSet? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return generalCategory(text) ?? binary(text) }
    switch parts[0] {
    case "General_Category", "gc": return generalCategory(parts[1])
    case "Script", "sc": return ScriptTable.script(parts[1])
    case "Script_Extensions", "scx": return ScriptTable.scriptExtensions(parts[1])
    default: return nil
    }
  }

  /// What to say about a property that does not exist.
  static func advice(on text: String) -> String {
    if ScriptTable.script(text) != nil {
      return "‘\(text)’ is a script: write ‘\\p{Script=\(text)}’."
    }
    return "There is no Unicode property ‘\(text)’ in ECMA-262; names are spelt exactly, such as"
      + " ‘\\p{Letter}’, ‘\\p{Lu}’, ‘\\p{Script=Greek}’ or ‘\\p{Alphabetic}’."
  }
}

// MARK: - General categories

extension UnicodeProperty {
  private static func generalCategory(_ name: String) -> ScalarSet? {
    let short = categoryNames[name] ?? name
    if let members = categoryGroups[short] {
      return ScalarSet(members.flatMap { categoryTable[$0] ?? [] })
    }
    return categoryTable[short].map { ScalarSet($0) }
  }

  /// The categories that stand for several.
  private static let categoryGroups: [String: [String]] = [
    "C": ["Cc", "Cf", "Cn", "Co", "Cs"], "L": ["Ll", "Lm", "Lo", "Lt", "Lu"], "LC": ["Ll", "Lt", "Lu"],
    "M": ["Mc", "Me", "Mn"], "N": ["Nd", "Nl", "No"], "P": ["Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps"],
    "S": ["Sc", "Sk", "Sm", "So"], "Z": ["Zl", "Zp", "Zs"],
  ]

  private static let categoryNames: [String: String] = [
    "Cased_Letter": "LC", "Close_Punctuation": "Pe", "Combining_Mark": "M", "Connector_Punctuation": "Pc",
    "Control": "Cc", "Currency_Symbol": "Sc", "Dash_Punctuation": "Pd", "Decimal_Number": "Nd",
    "Enclosing_Mark": "Me", "Final_Punctuation": "Pf", "Format": "Cf", "Initial_Punctuation": "Pi",
    "Letter": "L", "Letter_Number": "Nl", "Line_Separator": "Zl", "Lowercase_Letter": "Ll", "Mark": "M",
    "Math_Symbol": "Sm", "Modifier_Letter": "Lm", "Modifier_Symbol": "Sk", "Nonspacing_Mark": "Mn",
    "Number": "N", "Open_Punctuation": "Ps", "Other": "C", "Other_Letter": "Lo", "Other_Number": "No",
    "Other_Punctuation": "Po", "Other_Symbol": "So", "Paragraph_Separator": "Zp", "Private_Use": "Co",
    "Punctuation": "P", "Separator": "Z", "Space_Separator": "Zs", "Spacing_Mark": "Mc", "Surrogate": "Cs",
    "Symbol": "S", "Titlecase_Letter": "Lt", "Unassigned": "Cn", "Uppercase_Letter": "Lu", "cntrl": "Cc",
    "digit": "Nd", "punct": "P",
  ]

  /// The ranges of each category by its short name, from one walk over all code points.
  private static let categoryTable: [String: [ClosedRange<UInt32>]] = {
    var table: [String: [ClosedRange<UInt32>]] = ["Cs": [0xD800...0xDFFF]]
    var start: UInt32 = 0
    var current = Unicode.Scalar(0).properties.generalCategory
    for value in 1...ScalarSet.last + 1 {
      let category = Unicode.Scalar(value)?.properties.generalCategory ?? .surrogate
      guard category != current || value > ScalarSet.last else { continue }
      if current != .surrogate { table[shortName(current), default: []].append(start...value - 1) }
      start = value
      current = category
    }
    return table
  }()

  private static func shortName(_ category: Unicode.GeneralCategory) -> String {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
