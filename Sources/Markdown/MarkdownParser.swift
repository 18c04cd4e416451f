internal import CMD4C

/// Where a text that is parsed stands in the source.
struct SourcePlace {
  /// The first byte; nil if the text is not what the source says.
  var start: Int?
  /// How the text was changed before it was parsed.
  var spelling: TableSpelling?

  func offset(of index: Int) -> Int? {
    start.map { $0 + (spelling?.originalPlace(of: index) ?? index) }
  }
}

/// Runs the Markdown parser over a text.
struct MarkdownParser {
  let options: MarkdownOptions

  /// Writes the elements of `text`, which stands at `place` of the source, to a document.
  ///
  /// `htmlBlocks` are those that hold raw HTML; without them the document finds them.
  func parse(_ text: Span<UInt8>, at place: SourcePlace, htmlBlocks: Set<Int>? = nil) -> DocumentWriter {
    let parser = unsafe MD_PARSER(
      abi_version: 0, flags: flags,
      enter_block: { kind, detail, data in unsafe reader(data).pointee.enter(kind, detail) },
      leave_block: { kind, _, data in unsafe reader(data).pointee.leave(kind) },
      enter_span: { kind, detail, data in unsafe reader(data).pointee.enter(kind, detail) },
      leave_span: { kind, detail, data in unsafe reader(data).pointee.leave(kind, detail) },
      text: { kind, text, size, data in unsafe reader(data).pointee.text(kind, bytes(text, size)) },
      debug_log: nil, syntax: nil)
    return unsafe text.withUnsafeBufferPointer { unsafe run(parser, over: $0, at: place, htmlBlocks) }
  }

  private func run(
    _ parser: MD_PARSER, over text: UnsafeBufferPointer<UInt8>, at place: SourcePlace, _ htmlBlocks: Set<Int>?
  ) -> DocumentWriter {
    let start = Int(bitPattern: text.baseAddress)
    var reader = MarkdownReader(
      into: DocumentWriter(options, htmlBlocks: htmlBlocks), addresses: start..<(start + text.count),
      at: place, work: options.limits.html)
    guard let first = text.baseAddress else { return reader.finish(isCut: false) }
    let characters = unsafe UnsafeRawPointer(first).assumingMemoryBound(to: CChar.self)
    let result = unsafe withUnsafePointer(to: parser) { parser in
      unsafe withUnsafeMutablePointer(to: &reader) {
        unsafe md_parse(characters, MD_SIZE(text.count), parser, $0)
      }
    }
    return reader.finish(isCut: result != 0)
  }

  private var flags: CUnsignedInt {
    let extensions =
      MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS
      | MD_FLAG_PERMISSIVEEMAILAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS
    return options.dialect == .github ? CUnsignedInt(extensions) : 0
  }
}

/// The reader that the Markdown parser was given, as it hands it back.
private func reader(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<MarkdownReader> {
  unsafe data.unsafelyUnwrapped.assumingMemoryBound(to: MarkdownReader.self)
}

private func bytes(_ text: UnsafePointer<CChar>?, _ size: MD_SIZE) -> UnsafeBufferPointer<UInt8> {
  unsafe UnsafeBufferPointer(
    start: UnsafeRawPointer(text)?.assumingMemoryBound(to: UInt8.self), count: Int(size))
}
