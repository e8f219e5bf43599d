"""Every kind of fault on every act of a contest week, with reads that lag and without, over real HTTP."""
