/// Where a link or an image of the page leads.
private struct Target {
  var address: ArraySlice<UInt8>
  var kind: Destination
}

extension PageWriter {
  mutating func openLink(_ reference: MarkdownReference) { openLink(reference, attributes: []) }

  /// Opens a link; one that is refused, or inside another, is only its text.
  mutating func openLink(_ reference: MarkdownReference, attributes: [UInt8]) {
    if isInLink { return push(.none) }
    let target = target(of: reference, isImage: false)
    record(reference, isImage: false, isKept: target != nil)
    guard let target, !isTooDeep(for: .a) else { return push(.none) }
    isInLink = true
    write {
      $0.write("<a")
      $0.write("href", address: target.address)
      if !reference.title.isEmpty { $0.write("title", reference.title.span) }
      if target.kind.isExternal { $0.write(" rel=\"nofollow noopener ugc\"") }
      $0.write(attributes)
      $0.write(">")
    }
    push(.link)
  }

  mutating func putImage(_ reference: MarkdownReference, alternative: [UInt8]) {
    putImage(reference, alternative: alternative, attributes: [])
  }

  /// Writes an image: itself, or a link to it if it is elsewhere, or only its name if it is refused.
  mutating func putImage(_ reference: MarkdownReference, alternative: [UInt8], attributes: [UInt8]) {
    let target = target(of: reference, isImage: true).flatMap { $0.kind == .empty ? nil : $0 }
    record(reference, isImage: true, isKept: target != nil)
    heading?.imageNames.append(alternative.span)
    guard let target else { return writeWords(alternative.span) }
    let isShown = !target.kind.isExternal || (options.links.externalImages == .kept && target.kind == .secure)
    guard isShown else { return putExternalImage(target, reference, alternative) }
    let name = alternative.isEmpty && isInLink ? Array(options.labels.image.utf8) : alternative
    write {
      $0.write("<img")
      $0.write("src", address: target.address)
      $0.write("alt", name.span)
      if !reference.title.isEmpty { $0.write("title", reference.title.span) }
      $0.write(attributes)
      $0.write(" loading=\"lazy\"")
      if target.kind.isExternal { $0.write(" referrerpolicy=\"no-referrer\"") }
      $0.write(">")
    }
  }

  private mutating func putExternalImage(
    _ target: Target, _ reference: MarkdownReference, _ alternative: [UInt8]
  ) {
    let name = alternative.isEmpty ? Array(options.labels.image.utf8) : alternative
    if isInLink { return writeWords(name.span) }
    write {
      $0.write("<a")
      $0.write("href", address: target.address)
      if !reference.title.isEmpty { $0.write("title", reference.title.span) }
      $0.write(" rel=\"nofollow noopener ugc\" class=\"external-image\">")
      $0.write(text: name.span)
      $0.write("</a>")
    }
  }

  private func target(of reference: MarkdownReference, isImage: Bool) -> Target? {
    let written = Destination.trimmed(reference.destination)
    let kind = Destination(written)
    switch kind {
    case .refused: return nil
    case .mail where isImage: return nil
    case .fragment:
      if isImage { return nil }
      let name = written.dropFirst()
      return Target(address: ([UInt8(ascii: "#")] + (name.isEmpty ? [] : idPrefix + name))[...], kind: kind)
    case .relative:
      let text = String(decoding: written, as: UTF8.self)
      guard let answer = options.links.resolve(.init(destination: text, isImage: isImage)) else { return nil }
      let resolved = Destination.trimmed(Array(answer.utf8))
      let kind = Destination(resolved)
      return kind == .refused ? nil : Target(address: resolved, kind: kind)
    case .empty, .secure, .insecure, .mail: return Target(address: written, kind: kind)
    }
  }

  private mutating func record(_ reference: MarkdownReference, isImage: Bool, isKept: Bool) {
    let destination = String(decoding: reference.destination, as: UTF8.self)
    page.links.append(
      .init(destination: destination, offset: reference.offset, isImage: isImage, isKept: isKept))
  }
}
