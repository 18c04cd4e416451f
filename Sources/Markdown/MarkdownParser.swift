internal import CMD4C

/// Runs the Markdown parser over a text.
struct MarkdownParser {
  let dialect: MarkdownOptions.Dialect
  /// How many bytes of destinations and titles are looked at.
  let work: Int

  /// Writes the elements of `text` to `page`; `offset` is where the text stands in the source.
  func parse(_ text: Span<UInt8>, at offset: Int?, into page: PageWriter) -> PageWriter {
    let parser = unsafe MD_PARSER(
      abi_version: 0, flags: flags,
      enter_block: { kind, detail, reader in unsafe toPage(reader).pointee.enter(kind, detail) },
      leave_block: { kind, _, reader in unsafe toPage(reader).pointee.leave(kind) },
      enter_span: { kind, detail, reader in unsafe toPage(reader).pointee.enter(kind, detail) },
      leave_span: { kind, detail, reader in unsafe toPage(reader).pointee.leave(kind, detail) },
      text: { kind, text, size, reader in
        unsafe toPage(reader).pointee.text(kind, bytes(text, size))
      },
      debug_log: nil, syntax: nil)
    return run(parser, over: text, at: offset, into: page)
  }

  /// Writes the elements of `text` to `fragment`; `offset` is where the text stands in the source.
  func parse(_ text: Span<UInt8>, at offset: Int?, into fragment: FragmentWriter) -> FragmentWriter {
    let parser = unsafe MD_PARSER(
      abi_version: 0, flags: flags,
      enter_block: { kind, detail, reader in unsafe toFragment(reader).pointee.enter(kind, detail) },
      leave_block: { kind, _, reader in unsafe toFragment(reader).pointee.leave(kind) },
      enter_span: { kind, detail, reader in unsafe toFragment(reader).pointee.enter(kind, detail) },
      leave_span: { kind, detail, reader in unsafe toFragment(reader).pointee.leave(kind, detail) },
      text: { kind, text, size, reader in
        unsafe toFragment(reader).pointee.text(kind, bytes(text, size))
      },
      debug_log: nil, syntax: nil)
    return run(parser, over: text, at: offset, into: fragment)
  }

  private var flags: CUnsignedInt {
    let extensions =
      MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS
      | MD_FLAG_PERMISSIVEEMAILAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS
    return dialect == .github ? CUnsignedInt(extensions) : 0
  }

  private func run<Sink: MarkdownSink>(
    _ parser: MD_PARSER, over text: Span<UInt8>, at offset: Int?, into sink: Sink
  ) -> Sink {
    unsafe text.withUnsafeBufferPointer { buffer in
      let start = Int(bitPattern: buffer.baseAddress)
      var reader = MarkdownReader(
        into: sink, addresses: start..<(start + buffer.count), firstOffset: offset, work: work)
      guard let first = buffer.baseAddress else { return sink }
      let characters = unsafe UnsafeRawPointer(first).assumingMemoryBound(to: CChar.self)
      let result = unsafe withUnsafePointer(to: parser) { parser in
        unsafe withUnsafeMutablePointer(to: &reader) {
          unsafe md_parse(characters, MD_SIZE(buffer.count), parser, $0)
        }
      }
      var sink = reader.sink
      if result != 0 { sink.cut() }
      return sink
    }
  }
}

private func toPage(
  _ reader: UnsafeMutableRawPointer?
) -> UnsafeMutablePointer<MarkdownReader<PageWriter>> {
  // The parser hands back what `run` gave it.
  unsafe reader.unsafelyUnwrapped.assumingMemoryBound(to: MarkdownReader<PageWriter>.self)
}

private func toFragment(
  _ reader: UnsafeMutableRawPointer?
) -> UnsafeMutablePointer<MarkdownReader<FragmentWriter>> {
  // The parser hands back what `run` gave it.
  unsafe reader.unsafelyUnwrapped.assumingMemoryBound(to: MarkdownReader<FragmentWriter>.self)
}

private func bytes(_ text: UnsafePointer<CChar>?, _ size: MD_SIZE) -> UnsafeBufferPointer<UInt8> {
  unsafe UnsafeBufferPointer(
    start: UnsafeRawPointer(text)?.assumingMemoryBound(to: UInt8.self), count: Int(size))
}
