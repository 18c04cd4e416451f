/// How much is told of a term, and where the files of terms are cut.
struct SearchLimits: Sendable {
  /// A README's word that more models have tells nothing.
  var readmes: Int
  /// More models than this are not told of one term; those with the highest weights are.
  var models = 2000
  /// A file with less does not end, unless it must.
  var leastFile = 5 << 10
  /// How much more a file has as a rule.
  var usualRest = 5 << 10
  /// A file does not grow beyond this by one more term.
  var mostFile = 16 << 10

  init(models count: Int) { readmes = max(100, count / 8) }

  /// The models that are told of a term, in order; none where it tells nothing.
  func told(of term: SearchRecord, _ bytes: Span<UInt8>, to postings: inout [SearchPosting]) {
    let tellsReadmes = tellsReadmes(of: term, bytes)
    var position = term.groups.lowerBound
    while let group = term.group(bytes, at: &position), postings.count < models {
      if !tellsReadmes, group.weight <= ModelTerms.Weight.readme { return }
      SearchRecord.read(bytes, group, most: models - postings.count, to: &postings)
    }
  }

  /// Whether a file has the term.
  func tells(of term: SearchRecord, _ bytes: Span<UInt8>) -> Bool {
    term.highestWeight(bytes) > ModelTerms.Weight.readme || tellsReadmes(of: term, bytes)
  }

  private func tellsReadmes(of term: SearchRecord, _ bytes: Span<UInt8>) -> Bool {
    var count = 0
    var position = term.groups.lowerBound
    while let group = term.group(bytes, at: &position) {
      if group.weight <= ModelTerms.Weight.readme { count += min(group.count, readmes + 1) }
    }
    return count <= readmes
  }
}
