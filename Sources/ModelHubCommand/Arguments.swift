public import ArgumentParser
public import Catalog
public import Documents

extension DocumentFormat: ExpressibleByArgument {}
extension ModelType: ExpressibleByArgument {}
extension Visibility: ExpressibleByArgument {}
