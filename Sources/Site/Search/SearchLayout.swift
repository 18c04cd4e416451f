/// The search's files: where each lies and what it says.
///
/// `data/search/index.json` says with which terms the files begin. A file has for each of its terms the models
/// by weight: `{"qwen3": [[48, [12, 3]], [36, [40]]]}` is model 12 and 15 with weight 48 and model 40 with 36.
/// `data/search/words-N.json` has the words of N letters that names and tags are made of, for questions with a slip.
struct SearchLayout {
  let data: BrowseData
  let limits: SearchLimits

  init(_ data: BrowseData, _ limits: SearchLimits? = nil) {
    self.data = data
    self.limits = limits ?? SearchLimits(models: data.index.listed.count)
  }

  /// What a state's numbers mean: they say nothing in a catalog of other models, or with other limits.
  var mark: UInt64 {
    let numbers = [limits.readmes, limits.models, limits.leastFile, limits.usualRest, limits.mostFile]
    let text = data.mark + numbers.map { " \($0)" }.joined()
    return SearchSum.of(text.utf8.span)
  }

  /// The file that begins with a term, by a name of letters, digits, points and underscores in lower case.
  ///
  /// `search.js` makes the same names.
  static func path(_ start: [UInt8]) -> String {
    var name = ""
    for scalar in String(decoding: start, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9", ".": name.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 36)
        name += "_" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    }
    return "\(SitePaths.data)search/from-\(name).json"
  }

  /// A chunk's file; nil where it has nothing to tell.
  func file(_ chunk: SearchChunk) -> (path: String, bytes: [UInt8])? {
    if chunk.start.isEmpty { return nil }
    let bytes = data.file { json in
      json.key("terms")
      json.json([UInt8(ascii: "{")] + chunk.members + [UInt8(ascii: "}")])
    }
    return (Self.path(chunk.start), bytes)
  }

  /// The file that says which there are.
  func manifest(_ starts: [[UInt8]]) -> (path: String, bytes: [UInt8]) {
    let bytes = data.file { json in
      json.key("models")
      json.number(data.index.listed.count)
      json.key("starts")
      json.string(Text(starts.joined(separator: [0x20])))
    }
    return (SitePaths.data + "search/index.json", bytes)
  }

  /// The file of the words of one length.
  func file(_ words: SearchWordLists, _ length: Int) -> (path: String, bytes: [UInt8]) {
    let bytes = data.file { json in
      json.key("words")
      json.string(words[length])
    }
    return ("\(SitePaths.data)search/words-\(length).json", bytes)
  }
}

/// The words that names and tags are made of, by their length.
struct SearchWordLists {
  /// The lengths that have a file; longer words are with the longest.
  static let lengths = 3...16
  /// Words of at least this weight are worth looking for when a question has a slip.
  private static let leastWeight = ModelTerms.Weight.family

  private var lists = [[UInt8]](repeating: [], count: lengths.upperBound + 1)

  subscript(length: Int) -> Text { lists[length][...] }

  /// The list that has a term of a highest weight, if one does.
  static func length(of letters: Text, _ highest: UInt8) -> Int? {
    guard Int(highest) >= leastWeight, letters.count >= lengths.lowerBound,
      letters.allSatisfy({ $0 < 0x80 })
    else { return nil }
    return min(letters.count, lengths.upperBound)
  }

  mutating func take(_ letters: Text, _ highest: UInt8) {
    guard let length = Self.length(of: letters, highest) else { return }
    if !lists[length].isEmpty { lists[length].append(0x20) }
    lists[length].append(contentsOf: letters)
  }
}
