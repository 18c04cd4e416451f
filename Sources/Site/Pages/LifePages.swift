extension Site {
  /// Writes the pages of what changed, what ends, what is reviewed, and what explains, in the current language.
  mutating func writeLifePages<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) {
    try writeGonePages(to: &sink)
    try writeChanges(to: &sink)
    try writeEndings(to: &sink)
    try writeStats(to: &sink)
    try writeRules(to: &sink)
    try writeDocuments(to: &sink)
    try writeReviews(to: &sink)
  }
}
