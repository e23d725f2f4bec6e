# trouble
