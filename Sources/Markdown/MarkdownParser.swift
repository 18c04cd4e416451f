internal import CMD4C

/// Runs the Markdown parser over a text.
struct MarkdownParser {
  let dialect: MarkdownOptions.Dialect
  /// How many bytes of destinations and titles are looked at.
  let work: Int

  /// Writes the elements of `text`, which stands at `offset` of the source, to `document`.
  ///
  /// md4c 0.4.8 reads past the end of a text whose last line is not ended, so such a text is ended here.
  func parse(_ text: Span<UInt8>, at offset: Int?, into document: DocumentWriter) -> DocumentWriter {
    let isEnded = text.isEmpty || text[text.count - 1] == UInt8(ascii: "\n")
    if isEnded { return parse(ended: text, at: offset, into: document) }
    var ended = [UInt8]()
    ended.reserveCapacity(text.count + 1)
    for index in text.indices { ended.append(text[index]) }
    ended.append(UInt8(ascii: "\n"))
    return parse(ended: ended.span, at: offset, into: document)
  }

  private func parse(
    ended text: Span<UInt8>, at offset: Int?, into document: DocumentWriter
  ) -> DocumentWriter {
    var parser = unsafe MD_PARSER(
      abi_version: 0, flags: flags,
      enter_block: { kind, detail, data in unsafe reader(data).pointee.enter(kind, detail) },
      leave_block: { kind, _, data in unsafe reader(data).pointee.leave(kind) },
      enter_span: { kind, detail, data in unsafe reader(data).pointee.enter(kind, detail) },
      leave_span: { kind, detail, data in unsafe reader(data).pointee.leave(kind, detail) },
      text: { kind, text, size, data in unsafe reader(data).pointee.text(kind, bytes(text, size)) },
      debug_log: nil, syntax: nil)
    return unsafe text.withUnsafeBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return document }
      let start = Int(bitPattern: first)
      var reader = MarkdownReader(
        into: document, addresses: start..<(start + buffer.count), firstOffset: offset, work: work)
      let characters = unsafe UnsafeRawPointer(first).assumingMemoryBound(to: CChar.self)
      let result = unsafe withUnsafeMutablePointer(to: &reader) {
        unsafe md_parse(characters, MD_SIZE(buffer.count), &parser, $0)
      }
      return result == 0 ? reader.document : reader.cutDocument()
    }
  }

  private var flags: CUnsignedInt {
    let extensions =
      MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS
      | MD_FLAG_PERMISSIVEEMAILAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS
    return dialect == .github ? CUnsignedInt(extensions) : 0
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
